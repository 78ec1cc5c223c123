#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws sample.mp4, a clip of 9 seconds (640x360, 25 frames/s, H.264 and a quiet AAC tone): in a dim, checkered hall a
# red ball rolls from left to right, and after four seconds a blue square appears. It keeps to what the built-in model
# knows: the camera rests, the objects are lighter than the hall, and none leaves the picture.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds=9
hall="color=c=black:s=640x360:r=25:d=0.04,format=rgb24,geq=
r='if(lt(Y,250),40+10*sin(X/37)*sin(Y/23)+6*mod(floor(X/60)+floor(Y/50),2),
     24+14*mod(floor((X-320)*90/(Y-190)/30+100)+floor(3000/(Y-190)),2))':
g='if(lt(Y,250),44+9*sin(X/29+1)*sin(Y/31)+6*mod(floor(X/60)+floor(Y/50),2),
     26+12*mod(floor((X-320)*90/(Y-190)/30+100)+floor(3000/(Y-190)),2))':
b='if(lt(Y,250),38+8*sin(X/41+2)+6*mod(floor(X/60)+floor(Y/50),2),
     22+10*mod(floor((X-320)*90/(Y-190)/30+100)+floor(3000/(Y-190)),2))'"
# Lit from above, on the left.
light="(1-hypot(X-50,Y-45)/110)"
ball="color=c=black:s=140x140:r=25:d=0.04,format=rgba,geq=
r='clip(215+40*${light},0,255)':g='25+80*${light}':b='30+80*${light}':
a='255*clip(68-hypot(X-69.5,Y-69.5),0,1)'"

ffmpeg -hide_banner -loglevel error -y -filter_complex "
${hall//$'\n'/},loop=loop=-1:size=1,setpts=N/25/TB[hall];
${ball//$'\n'/},loop=loop=-1:size=1,setpts=N/25/TB[ball];
[hall][ball]overlay=x='16+t*52':y=196:format=rgb,
drawbox=x=410:y=36:w=100:h=100:color=blue:t=fill:enable='gte(t,4)',format=yuv420p[picture];
sine=frequency=220:sample_rate=44100:duration=${seconds},volume=0.25[tone]" \
  -map '[picture]' -map '[tone]' -t "$seconds" \
  -c:v libx264 -preset veryslow -crf 25 -g 50 -threads 1 -colorspace bt709 -color_primaries bt709 -color_trc bt709 \
  -color_range tv -c:a aac -b:a 48k -movflags +faststart -fflags +bitexact -flags:v +bitexact -flags:a +bitexact \
  sample.mp4
