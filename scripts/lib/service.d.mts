export type Service = {
  pid: number | undefined;
  exited: Promise<{ code: number | null; signal: string | null }>;
  stop(): Promise<void>;
  kill(): Promise<void>;
};
export function startService(
  args: string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
  cwd?: string,
): Service;
export const sandboxCommand: string[];
export function deskCommand(options: { dev?: boolean; port: number; host: string }): string[];
