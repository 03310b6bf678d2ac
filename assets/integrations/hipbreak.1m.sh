#!/bin/sh
# A plug-in for xbar, SwiftBar and Argos: it runs once a minute. The first line is in the bar, the others in its menu.
sentence=$(hipbreak status 2>/dev/null) || { echo "-"; echo "---"; echo "Hipbreak is not running."; exit 0; }
echo "${sentence%%.*}"
echo "---"
echo "$sentence"
self=$(command -v hipbreak)
echo "Stand up now | bash='$self' shell='$self' param1=stand terminal=false"
echo "Later | bash='$self' shell='$self' param1=later terminal=false"
echo "Open Hipbreak | bash='$self' shell='$self' param1=open param2=now terminal=false"
