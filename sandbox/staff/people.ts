type Role = 'agent' | 'teller' | 'supervisor' | 'auditor';

export interface StaffMember {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

const member = (key: string, name: string, ...roles: Role[]): StaffMember => ({
  subject: `staff-${key}`,
  name,
  email: `${key}@alderbank.example`,
  roles,
});

export const people: readonly StaffMember[] = [
  member('ines.moreau', 'Ines Moreau', 'agent'),
  member('alex.novak', 'Alex Novak', 'agent'),
  member('amara.diallo', 'Amara Diallo', 'agent'),
  member('oskar.lind', 'Oskar Lind', 'agent'),
  member('tom.adeyemi', 'Tom Adeyemi', 'teller'),
  member('priya.nair', 'Priya Nair', 'teller'),
  member('mateo.vargas', 'Mateo Vargas', 'teller'),
  member('linh.tran', 'Linh Tran', 'teller'),
  member('nadia.haddad', 'Nadia Haddad', 'teller'),
  member('grace.kim', 'Grace Kim', 'supervisor'),
  member('sam.rivera', 'Sam Rivera', 'agent', 'teller', 'supervisor'),
  member('nora.bielik', 'Nora Bielik', 'auditor'),
  member('lee.chen', 'Lee Chen'),
];
