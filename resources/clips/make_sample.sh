#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws sample.mp4, a clip of 9 seconds (640x360, 25 frames/s, H.264 and a quiet AAC tone): the camera pans over a
# checkered hall, a red ball rolls from left to right, and after four seconds a blue square appears.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds=9
hall="color=c=black:s=960x360:r=25:d=0.04,format=rgb24,geq=
r='if(lt(Y,250),150+40*sin(X/37)*sin(Y/23)+20*mod(floor(X/60)+floor(Y/50),2),
     90+60*mod(floor((X-480)*90/(Y-190)/30+100)+floor(3000/(Y-190)),2))':
g='if(lt(Y,250),165+30*sin(X/29+1)*sin(Y/31)+20*mod(floor(X/60)+floor(Y/50),2),
     100+50*mod(floor((X-480)*90/(Y-190)/30+100)+floor(3000/(Y-190)),2))':
b='if(lt(Y,250),140+25*sin(X/41+2)+20*mod(floor(X/60)+floor(Y/50),2),
     80+40*mod(floor((X-480)*90/(Y-190)/30+100)+floor(3000/(Y-190)),2))'"
# A ball with a lighter stripe, so that it can be seen to roll.
ball="color=c=black:s=100x100:r=25:d=0.04,format=rgba,geq=
r='if(lt(abs(X-50),9),255,215)':g='if(lt(abs(X-50),9),170,25)':b='if(lt(abs(X-50),9),160,30)':
a='255*clip(48-hypot(X-49.5,Y-49.5),0,1)'"

ffmpeg -hide_banner -loglevel error -y -filter_complex "
${hall//$'\n'/},loop=loop=-1:size=1,setpts=N/25/TB,crop=640:360:x='280*t/${seconds}':y=0[hall];
${ball//$'\n'/},loop=loop=-1:size=1,setpts=N/25/TB,rotate=a='2*PI*t/1.5':c=black@0[ball];
[hall][ball]overlay=x='-110+t*90':y=228:format=rgb,
drawbox=x=430:y=60:w=90:h=90:color=blue:t=fill:enable='gte(t,4)',format=yuv420p[picture];
sine=frequency=220:sample_rate=44100:duration=${seconds},volume=0.25[tone]" \
  -map '[picture]' -map '[tone]' -t "$seconds" \
  -c:v libx264 -preset veryslow -crf 25 -g 50 -threads 1 -colorspace bt709 -color_primaries bt709 -color_trc bt709 \
  -color_range tv -c:a aac -b:a 48k -movflags +faststart -fflags +bitexact -flags:v +bitexact -flags:a +bitexact \
  sample.mp4
