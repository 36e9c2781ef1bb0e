/** Two short tones: rising for an approval, falling for an end. Browsers are silent until somebody has clicked into the page. */
export function playSound(kind: 'good' | 'bad'): void {
  try {
    const context = new AudioContext();
    const tones = kind === 'good' ? [660, 880] : [440, 330];
    const volume = context.createGain();
    volume.gain.value = 0.15;
    volume.connect(context.destination);
    tones.forEach((frequency, index) => {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(context.currentTime + index * TONE_S);
      tone.stop(context.currentTime + (index + 1) * TONE_S);
      if (index === tones.length - 1) tone.addEventListener('ended', () => void context.close());
    });
  } catch {
    // No sound card, or no more of them: the page says it all the same.
  }
}

const TONE_S = 0.14;
