// The browser's own voice and ear. Both may be missing, for a language or altogether.

export class Voice {
  constructor() {
    this.synth = window.speechSynthesis;
    this.voices = [];
    if (!this.synth) return;
    const read = () => { this.voices = this.synth.getVoices(); };
    read();
    this.synth.addEventListener?.("voiceschanged", read); // Chromium has its voices a little later
  }

  of(language) {
    const [wanted] = language.split("-");
    const same = this.voices.filter((voice) => voice.lang.replace("_", "-").startsWith(wanted));
    return same.find((voice) => voice.lang.replace("_", "-") === language) ?? same[0];
  }

  // Speaks; `word` is told at which letter it is, `done` when it is over. False where there is no voice for it.
  speak(text, language, rate, word, done) {
    const voice = this.of(language);
    if (!voice) return false;
    const spoken = new SpeechSynthesisUtterance(text);
    Object.assign(spoken, { voice, lang: language, rate });
    spoken.addEventListener("boundary", (event) => word(event.charIndex));
    spoken.addEventListener("end", done);
    spoken.addEventListener("error", done);
    this.synth.speak(spoken);
    return true;
  }

  stop() { this.synth?.cancel(); }
}

export class Ear {
  constructor() { this.Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition; }

  get exists() { return Boolean(this.Recognition); }

  // Hears one sentence; resolves with its words, "" where nothing was understood.
  listen(language) {
    return new Promise((resolve) => {
      const ear = new this.Recognition();
      ear.lang = language === "en" ? "en-GB" : "fr-FR";
      ear.addEventListener("result", (event) => resolve(event.results[0][0].transcript));
      ear.addEventListener("error", () => resolve(""));
      ear.addEventListener("end", () => resolve(""));
      ear.start();
    });
  }
}
