"""The names of colours, as Godot 3 has them: some differ from those of CSS."""

from __future__ import annotations

_TABLE = """
aliceblue f0f7ff  antiquewhite faebd6  aqua 00ffff  aquamarine 80ffd4  azure f0ffff  beige f5f5db
bisque ffe3c4  black 000000  blanchedalmond ffebcc  blue 0000ff  blueviolet 8a2be3  brown a62929
burlywood deb887  cadetblue 5e9ea1  chartreuse 80ff00  chocolate d1691f  coral ff804f
cornflower 6394ed  cornsilk fff7db  crimson db143d  cyan 00ffff  darkblue 00008c  darkcyan 008c8c
darkgoldenrod b8870a  darkgray a8a8a8  darkgreen 006300  darkkhaki bdb86b  darkmagenta 8c008c
darkolivegreen 546b2e  darkorange ff8c00  darkorchid 9933cc  darkred 8c0000  darksalmon e8967a
darkseagreen 8fbd8f  darkslateblue 473d8c  darkslategray 2e4f4f  darkturquoise 00cfd1
darkviolet 9400d4  deeppink ff1494  deepskyblue 00bfff  dimgray 696969  dodgerblue 1f8fff
firebrick b32121  floralwhite fffaf0  forestgreen 218c21  fuchsia ff00ff  gainsboro dbdbdb
ghostwhite f7f7ff  gold ffd600  goldenrod d9a621  gray bfbfbf  webgray 808080  green 00ff00
webgreen 008000  greenyellow adff2e  honeydew f0fff0  hotpink ff69b5  indianred cc5c5c
indigo 4a0082  ivory fffff0  khaki f0e68c  lavender e6e6fa  lavenderblush fff0f5  lawngreen 7dfc00
lemonchiffon fffacc  lightblue add9e6  lightcoral f08080  lightcyan e0ffff  lightgoldenrod fafad1
lightgray d4d4d4  lightgreen 8fed8f  lightpink ffb5c2  lightsalmon ffa17a  lightseagreen 21b3ab
lightskyblue 87cffa  lightslategray 788799  lightsteelblue b0c4de  lightyellow ffffe0  lime 00ff00
limegreen 33cc33  linen faf0e6  magenta ff00ff  maroon b03061  webmaroon 800000
mediumaquamarine 66ccab  mediumblue 0000cc  mediumorchid ba54d4  mediumpurple 9470db
mediumseagreen 3db370  mediumslateblue 7a69ed  mediumspringgreen 00fa99  mediumturquoise 47d1cc
mediumvioletred c71485  midnightblue 1a1a70  mintcream f5fffa  mistyrose ffe3e0  moccasin ffe3b5
navajowhite ffdead  navyblue 000080  oldlace fcf5e6  olive 808000  olivedrab 6b8f24  orange ffa600
orangered ff4500  orchid d970d6  palegoldenrod ede8ab  palegreen 99fa99  paleturquoise b0eded
palevioletred db7094  papayawhip fff0d6  peachpuff ffd9ba  peru cc8540  pink ffbfcc  plum dea1de
powderblue b0e0e6  purple a121f0  webpurple 800080  rebeccapurple 663399  red ff0000
rosybrown bd8f8f  royalblue 4069e0  saddlebrown 8c4512  salmon fa8073  sandybrown f5a361
seagreen 2e8c57  seashell fff5ed  sienna a1522e  silver bfbfbf  skyblue 87cfeb  slateblue 6b59cc
slategray 70808f  snow fffafa  springgreen 00ff80  steelblue 4582b5  tan d1b58c  teal 008080
thistle d9bfd9  tomato ff6347  turquoise 40e0d1  violet ed82ed  wheat f5deb3  white ffffff
whitesmoke f5f5f5  yellow ffff00  yellowgreen 99cc33  transparent 00ffffff
"""

_words = _TABLE.split()

HTML = dict(zip(_words[::2], _words[1::2], strict=True))
"""The HTML notation of each named colour."""
