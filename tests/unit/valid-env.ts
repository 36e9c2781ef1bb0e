/** A configuration with nothing wrong in it. */
export function validEnv(): Record<string, string> {
  return {
    AUTH_SECRET: 'auth-secret-of-the-tests-0123456789abcdef',
    TOKEN_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64url'),
    AUDIT_KEYS: Buffer.alloc(32, 9).toString('base64url'),
    STAFF_ISSUER: 'https://idp.example',
    STAFF_CLIENT_ID: 'desk',
    STAFF_CLIENT_SECRET: 'staff-secret-of-the-tests',
    CIBA_ISSUER: 'https://op.example',
    CIBA_CLIENT_ID: 'countersign',
    CIBA_CLIENT_SECRET: 'ciba-secret-of-the-tests',
    CUSTOMER_API_URL: 'https://api.example',
  };
}
