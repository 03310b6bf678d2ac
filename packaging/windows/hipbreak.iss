; Inno Setup's script: iscc /DVersion=0.1.0 packaging\windows\hipbreak.iss, after pyinstaller made build\bundle\hipbreak.
; Installs for the person who runs it, without administrator rights.
[Setup]
AppId=org.hipbreak.Hipbreak
AppName=Hipbreak
AppVersion={#Version}
AppPublisher=The Hipbreak authors
AppPublisherURL=https://hipbreak.org
DefaultDirName={autopf}\Hipbreak
DefaultGroupName=Hipbreak
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\dist
OutputBaseFilename=Hipbreak-{#Version}-setup
LicenseFile=..\..\LICENSE
SolidCompression=yes
CloseApplications=yes
UninstallDisplayIcon={app}\hipbreak-tray.exe

[Files]
Source: "..\..\build\bundle\hipbreak\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Hipbreak"; Filename: "{app}\hipbreak-tray.exe"; AppUserModelID: "org.hipbreak.Hipbreak"

[Tasks]
Name: autostart; Description: "Start Hipbreak when I sign in"; Flags: unchecked

[Registry]
; The same value that the app's own switch writes (hipbreak/desktop/system/autostart.py).
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueName: "Hipbreak"; ValueType: string; \
  ValueData: """{app}\hipbreak-tray.exe"""; Tasks: autostart; Flags: uninsdeletevalue

[UninstallRun]
Filename: "{app}\hipbreak.exe"; Parameters: "quit"; Flags: runhidden; RunOnceId: "Quit"

[Code]
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usPostUninstall then
    if MsgBox('Delete your log and settings, too? Without a copy they cannot be restored.',
        mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
      DelTree(ExpandConstant('{localappdata}\hipbreak'), True, True, True);
end;
