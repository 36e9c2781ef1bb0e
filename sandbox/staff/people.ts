type Role = 'agent' | 'teller' | 'supervisor';

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
  member('tom.adeyemi', 'Tom Adeyemi', 'teller'),
  member('grace.kim', 'Grace Kim', 'supervisor'),
  member('sam.rivera', 'Sam Rivera', 'agent', 'teller', 'supervisor'),
  member('lee.chen', 'Lee Chen'),
];
