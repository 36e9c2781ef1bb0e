// Preloaded into the desk and the sandbox. When the process that started them is gone, however it went (kill -9
// included), the channel to it closes and they end too: an orphan would keep the port and the database.
// Only they: what they fork inherits the preload, and its channel is theirs to use.
if (process.channel && process.ppid === Number(process.env.COUNTERSIGN_PARENT)) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), 5000).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // The channel alone is no reason to stay alive.
  process.channel.unref();
}
