# Completion of fish for hipbreak.
complete -c hipbreak -f
complete -c hipbreak -n __fish_use_subcommand -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -l version -d 'show program'\''s version number and exit'
complete -c hipbreak -n __fish_use_subcommand -l home -r -d 'keep settings, log and socket under DIR'
complete -c hipbreak -n __fish_use_subcommand -a status -d 'what is going on now'
complete -c hipbreak -n '__fish_seen_subcommand_from status' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from status' -l json
complete -c hipbreak -n '__fish_seen_subcommand_from status' -l follow -d 'a line at each change, until the app ends'
complete -c hipbreak -n __fish_use_subcommand -a open -d 'show a page in the running app, which is started if need be'
complete -c hipbreak -n '__fish_seen_subcommand_from open' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from open' -a 'now trends programme learn settings'
complete -c hipbreak -n __fish_use_subcommand -a stand -d 'open the guided stand-up break'
complete -c hipbreak -n '__fish_seen_subcommand_from stand' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -a pulse -d 'open the short posture pulse'
complete -c hipbreak -n '__fish_seen_subcommand_from pulse' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -a later -d 'snooze the shown prompt'
complete -c hipbreak -n '__fish_seen_subcommand_from later' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from later' -l after-meeting -d 'until the call or meeting is over'
complete -c hipbreak -n __fish_use_subcommand -a skip -d 'skip the shown prompt'
complete -c hipbreak -n '__fish_seen_subcommand_from skip' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -a log -d 'record a break taken without the app'
complete -c hipbreak -n '__fish_seen_subcommand_from log' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from log' -l ago -r -d 'it began this long ago'
complete -c hipbreak -n '__fish_seen_subcommand_from log' -l for -r -d 'and lasted this long (30s)'
complete -c hipbreak -n __fish_use_subcommand -a undo -d 'take the last break back'
complete -c hipbreak -n '__fish_seen_subcommand_from undo' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -a routine -d 'open a guided routine, or list them all with their computed lengths'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -l list -d 'all routines, shipped and your own'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -l check -r -d 'name line and field of each error'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -l new -r -d 'write the commented beginning of a routine of your own'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -l add -r -d 'copy a routine with its pictures to your own'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -l pack -r -d 'write a routine of your own into one file, to give it away'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -l remove -r -d 'delete a routine of your own'
complete -c hipbreak -n '__fish_seen_subcommand_from routine' -l json -d 'with --list'
complete -c hipbreak -n __fish_use_subcommand -a programme -d 'where you are in the programme'
complete -c hipbreak -n '__fish_seen_subcommand_from programme' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from programme' -l json
complete -c hipbreak -n __fish_use_subcommand -a posture -d 'say how you are'
complete -c hipbreak -n '__fish_seen_subcommand_from posture' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from posture' -l from -r -a 'desk' -d 'your desk reports it'
complete -c hipbreak -n '__fish_seen_subcommand_from posture' -a 'sitting standing away'
complete -c hipbreak -n __fish_use_subcommand -a call -d 'you are in a call: prompts wait for its end'
complete -c hipbreak -n '__fish_seen_subcommand_from call' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -a pause -d 'no prompts for a time, until a time, or until resumed'
complete -c hipbreak -n '__fish_seen_subcommand_from pause' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -a resume -d 'prompts again'
complete -c hipbreak -n '__fish_seen_subcommand_from resume' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n __fish_use_subcommand -a stats -d 'sitting and breaks, read from the log'
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l day -r -d 'a date, today or yesterday'
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l week -d 'this week'
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l month -d 'this month'
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l year -d 'this year'
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l from -r
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l to -r
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l json
complete -c hipbreak -n '__fish_seen_subcommand_from stats' -l csv
complete -c hipbreak -n __fish_use_subcommand -a export -d 'write the log as JSON Lines, or as CSV if the name ends in .csv'
complete -c hipbreak -n '__fish_seen_subcommand_from export' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from export' -l from -r -d 'a date, today or yesterday'
complete -c hipbreak -n '__fish_seen_subcommand_from export' -l to -r
complete -c hipbreak -n '__fish_seen_subcommand_from export' -F
complete -c hipbreak -n __fish_use_subcommand -a import -d 'enter an export of Hipbreak or of ActivityWatch, or GNOME'\''s history'
complete -c hipbreak -n '__fish_seen_subcommand_from import' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from import' -l host -r -d 'which computer of an ActivityWatch export'
complete -c hipbreak -n '__fish_seen_subcommand_from import' -F
complete -c hipbreak -n __fish_use_subcommand -a delete -d 'delete a range of days, or everything, for good'
complete -c hipbreak -n '__fish_seen_subcommand_from delete' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from delete' -l everything
complete -c hipbreak -n '__fish_seen_subcommand_from delete' -l yes -d 'do not ask for a confirmation'
complete -c hipbreak -n '__fish_seen_subcommand_from delete' -l from -r -d 'a date, today or yesterday'
complete -c hipbreak -n '__fish_seen_subcommand_from delete' -l to -r
complete -c hipbreak -n __fish_use_subcommand -a report -d 'a report on some weeks for a physiotherapist, as PDF or HTML by the ending of FILE'
complete -c hipbreak -n '__fish_seen_subcommand_from report' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from report' -l weeks -r -a '2 6 12' -d 'how many weeks up to today (6)'
complete -c hipbreak -n '__fish_seen_subcommand_from report' -F
complete -c hipbreak -n __fish_use_subcommand -a replay -d 'run a recorded or written day through the engine'
complete -c hipbreak -n '__fish_seen_subcommand_from replay' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from replay' -l settings -r
complete -c hipbreak -n '__fish_seen_subcommand_from replay' -l save -d 'also enter the facts in the log'
complete -c hipbreak -n '__fish_seen_subcommand_from replay' -l json -d 'one JSON object a line (the default)'
complete -c hipbreak -n '__fish_seen_subcommand_from replay' -F
complete -c hipbreak -n __fish_use_subcommand -a rehearse -d 'when Hipbreak would have asked in a recorded time, compared with plain timers'
complete -c hipbreak -n '__fish_seen_subcommand_from rehearse' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from rehearse' -l host -r -d 'which computer of an ActivityWatch export'
complete -c hipbreak -n '__fish_seen_subcommand_from rehearse' -l json
complete -c hipbreak -n '__fish_seen_subcommand_from rehearse' -F
complete -c hipbreak -n __fish_use_subcommand -a settings -d 'read or change an option'
complete -c hipbreak -n '__fish_seen_subcommand_from settings' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from settings' -a 'get set path'
complete -c hipbreak -n '__fish_seen_subcommand_from settings' -a 'window_opens window_closes medium_from fine_from pulse_length shortest_break long_sit standing_limit standing_share standing_question_after prompts_as card_screen display_platform prompt_folds later_short later_long later_in_a_row spacing reoffer_after ignore_input_for cue cue_every cue_folds cue_yields pulse_due_after welcome_back idle_limit unexplained_idle short_absence presence_limit presence_prompt_limit idle_medium idle_fine sense_microphone sense_camera sense_fullscreen sense_inhibitors sense_players sense_quiet tones tone_volume voice voice_volume voice_rate voice_yields break_sound pause_music routine_reminder routine_time breath_length self_test_reminder own_pulse own_cue own_session working_hours language appearance motion daily_copy shared_folder autostart'
complete -c hipbreak -n __fish_use_subcommand -a doctor -d 'what works on this desktop; exit code 1 if Hipbreak could not do its job'
complete -c hipbreak -n '__fish_seen_subcommand_from doctor' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from doctor' -l json
complete -c hipbreak -n '__fish_seen_subcommand_from doctor' -l test -r -a 'idle lock suspend call awake dnd fullscreen tray notifications sound voice autostart log' -d 'try one in the running app'
complete -c hipbreak -n __fish_use_subcommand -a demo -d 'play a day in a minute, without a desktop'
complete -c hipbreak -n '__fish_seen_subcommand_from demo' -s h -l help -d 'show this help message and exit'
complete -c hipbreak -n '__fish_seen_subcommand_from demo' -F
complete -c hipbreak -n __fish_use_subcommand -a quit -d 'end the running app'
complete -c hipbreak -n '__fish_seen_subcommand_from quit' -s h -l help -d 'show this help message and exit'
