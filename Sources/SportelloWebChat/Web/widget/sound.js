// Two soft tones, made on the spot: no media file, no media-src in the host page's policy.

let audio = null;

export function chime() {
  audio ??= new AudioContext();
  const { currentTime: now, destination } = audio;
  for (const [pitch, delay] of [[660, 0], [880, 0.12]]) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, now + delay);
    gain.gain.exponentialRampToValueAtTime(0.08, now + delay + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + delay + 0.35);
    tone.connect(gain).connect(destination);
    tone.start(now + delay);
    tone.stop(now + delay + 0.4);
  }
}

export function silence() {
  audio?.close();
  audio = null;
}
