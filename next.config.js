/** Sent with everything. The content security policy needs a nonce and comes from proxy.ts. */
const securityHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
];

// Answers are data: nothing in them is ever to be run or shown as a page.
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

const isBuild = process.env.NODE_ENV === 'production';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Built with `distDir` overridable so that tests and a running desk never share a build.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
  devIndicators: false,
  ...(process.env.COUNTERSIGN_RELEASE
    ? {
        generateBuildId: () => process.env.COUNTERSIGN_RELEASE,
        env: { COUNTERSIGN_RELEASE: process.env.COUNTERSIGN_RELEASE },
      }
    : {}),
  // Nothing uses the optimizer, which would do anybody's work and print what they send into the log.
  images: { unoptimized: true },
  // The development server would print what agents type in, user codes included.
  logging: { serverFunctions: false },
  // `npm test` checks the types; a newcomer's first start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    authInterrupts: true,
    // A stack in a log names functions as the source does, and a build takes half the time.
    serverMinification: false,
    // Of a build nobody would read them, neither logs nor browsers, and they are most of it.
    turbopackSourceMaps: !isBuild,
    // A checkout that is built once would write 400 MB for nobody.
    turbopackFileSystemCacheForBuild: !process.env.CI,
  },
  // Browsers ask for it before they have read which icon the page names.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/api/:path*', headers: [{ key: 'content-security-policy', value: apiPolicy }] },
  ],
};

export default config;
