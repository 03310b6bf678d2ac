"""Speech through a program of the system, in a worker process: `say` on macOS, PowerShell on Windows."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from hipbreak.desktop.audio.base import FailureCallback, SpokenCallback, do_nothing
from hipbreak.desktop.audio.worker_process import AudioWorker, WorkerPart, worker_command
from hipbreak.desktop.audio.worker_protocol import NO_LANGUAGE, NO_WINDOWS_VOICE

_START_TIMEOUT = timedelta(seconds=20)

_SAPI_SCRIPT = """
$ErrorActionPreference = 'Stop'
function Reply($fields) { [Console]::Out.WriteLine((ConvertTo-Json -Compress $fields)) }
try {
  Add-Type -AssemblyName System.Speech
  $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
  $wanted = $voice.GetInstalledVoices() | Where-Object {
    $_.Enabled -and $_.VoiceInfo.Culture.Name -like 'LANGUAGE*' } | Select-Object -First 1
  if (-not $wanted) {
    Reply @{ useless = 'NO_LANGUAGE' }
    exit
  }
  $voice.SelectVoice($wanted.VoiceInfo.Name)
  $voice.SetOutputToDefaultAudioDevice()
  Reply @{ ready = 'SAPI'; device = $voice.Voice.Culture.Name }
} catch {
  Reply @{ useless = 'NO_VOICE' }
  exit
}
while ($null -ne ($line = [Console]::In.ReadLine())) {
  $command = ConvertFrom-Json $line
  $name = @($command.PSObject.Properties)[0].Name
  switch ($name) {
    'say' { $voice.SpeakAsyncCancelAll(); [void]$voice.SpeakAsync($command.say) }
    'stop' { $voice.SpeakAsyncCancelAll() }
    'volume' { $voice.Volume = [int](100 * $command.volume * $command.volume) }
    'rate' { $voice.Rate = [int](10 * $command.rate) }
  }
  Reply @{ did = $name }
}
while ($voice.State -eq 'Speaking') { Start-Sleep -Milliseconds 50 }
"""
"""The protocol of the audio worker, for System.Speech of the .NET Framework, which every Windows brings."""


def speech_command(platform: str, language: str) -> tuple[str, ...]:
    """The worker of a platform, `win32` or `darwin`."""
    if platform == "win32":
        letters = "".join(filter(str.isalpha, language.partition("_")[0]))
        script = _SAPI_SCRIPT.replace("NO_LANGUAGE", NO_LANGUAGE).replace("NO_VOICE", NO_WINDOWS_VOICE)
        script = script.replace("LANGUAGE", letters)
        return "powershell.exe", "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script
    return worker_command("say", language)


class WorkerSpeech(WorkerPart):
    """Speech in a process that lives from the first text to `close`."""

    def __init__(
        self,
        command: Sequence[str],
        failed: FailureCallback,
        max_delay: timedelta = timedelta(seconds=1),
        spoke: SpokenCallback = do_nothing,
    ) -> None:
        """`command` as of `speech_command`; `failed` is called with the reason, from the event loop."""
        super().__init__(partial(AudioWorker, command, start_timeout=_START_TIMEOUT), failed, spoke, max_delay)
        self.name, self.language = "system", ""
        self._rate = 0.0

    def say(self, text: str) -> None:
        self._send({"say": text})

    def stop(self) -> None:
        self._pending = None
        self._send_if_running({"stop": True})

    def set_rate(self, rate: float) -> None:
        self._rate = rate
        self._send_if_running({"rate": rate})

    def _set_up(self, language: str) -> None:
        self.language = language
        super()._set_up(language)
        self.set_rate(self._rate)
