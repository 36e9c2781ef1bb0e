export function sandboxEnvironment(setting: {
  env: NodeJS.ProcessEnv;
  port: number;
  sandboxPort: number;
  dataDir: string;
  secrets: Record<string, string>;
}): { desk: NodeJS.ProcessEnv; sandbox: NodeJS.ProcessEnv; appUrl: string; sandboxUrl: string };
