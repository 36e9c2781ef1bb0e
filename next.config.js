/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Built with `distDir` overridable so that tests and a running desk never share a build.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
  devIndicators: false,
};

export default config;
