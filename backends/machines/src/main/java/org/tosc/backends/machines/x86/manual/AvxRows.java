package org.tosc.backends.machines.x86.manual;

/// AVX, AVX2, F16C, FMA and AVX-VNNI (SDM volume 2, chapters 3 to 5).
final class AvxRows {
  private AvxRows() {}

  /// `0F`.
  static final String MAP_0F =
      """
      VEX.NP.0F 51 /r         vsqrtps Vx,Wx
      VEX.66.0F 51 /r         vsqrtpd Vx,Wx
      VEX.LIG.F3.0F 51 /r     vsqrtss Vo,Ho,Wd
      VEX.LIG.F2.0F 51 /r     vsqrtsd Vo,Ho,Wq
      VEX.NP.0F 58 /r         vaddps Vx,Hx,Wx
      VEX.66.0F 58 /r         vaddpd Vx,Hx,Wx
      VEX.LIG.F3.0F 58 /r     vaddss Vo,Ho,Wd
      VEX.LIG.F2.0F 58 /r     vaddsd Vo,Ho,Wq
      VEX.NP.0F 59 /r         vmulps Vx,Hx,Wx
      VEX.66.0F 59 /r         vmulpd Vx,Hx,Wx
      VEX.LIG.F3.0F 59 /r     vmulss Vo,Ho,Wd
      VEX.LIG.F2.0F 59 /r     vmulsd Vo,Ho,Wq
      VEX.NP.0F 5C /r         vsubps Vx,Hx,Wx
      VEX.66.0F 5C /r         vsubpd Vx,Hx,Wx
      VEX.LIG.F3.0F 5C /r     vsubss Vo,Ho,Wd
      VEX.LIG.F2.0F 5C /r     vsubsd Vo,Ho,Wq
      VEX.NP.0F 5D /r         vminps Vx,Hx,Wx
      VEX.66.0F 5D /r         vminpd Vx,Hx,Wx
      VEX.LIG.F3.0F 5D /r     vminss Vo,Ho,Wd
      VEX.LIG.F2.0F 5D /r     vminsd Vo,Ho,Wq
      VEX.NP.0F 5E /r         vdivps Vx,Hx,Wx
      VEX.66.0F 5E /r         vdivpd Vx,Hx,Wx
      VEX.LIG.F3.0F 5E /r     vdivss Vo,Ho,Wd
      VEX.LIG.F2.0F 5E /r     vdivsd Vo,Ho,Wq
      VEX.NP.0F 5F /r         vmaxps Vx,Hx,Wx
      VEX.66.0F 5F /r         vmaxpd Vx,Hx,Wx
      VEX.LIG.F3.0F 5F /r     vmaxss Vo,Ho,Wd
      VEX.LIG.F2.0F 5F /r     vmaxsd Vo,Ho,Wq
      VEX.NP.0F 52 /r         vrsqrtps Vx,Wx
      VEX.LIG.F3.0F 52 /r     vrsqrtss Vo,Ho,Wd
      VEX.NP.0F 53 /r         vrcpps Vx,Wx
      VEX.LIG.F3.0F 53 /r     vrcpss Vo,Ho,Wd
      VEX.NP.0F 54 /r         vandps Vx,Hx,Wx
      VEX.66.0F 54 /r         vandpd Vx,Hx,Wx
      VEX.NP.0F 55 /r         vandnps Vx,Hx,Wx
      VEX.66.0F 55 /r         vandnpd Vx,Hx,Wx
      VEX.NP.0F 56 /r         vorps Vx,Hx,Wx
      VEX.66.0F 56 /r         vorpd Vx,Hx,Wx
      VEX.NP.0F 57 /r         vxorps Vx,Hx,Wx
      VEX.66.0F 57 /r         vxorpd Vx,Hx,Wx
      VEX.NP.0F 14 /r         vunpcklps Vx,Hx,Wx
      VEX.66.0F 14 /r         vunpcklpd Vx,Hx,Wx
      VEX.NP.0F 15 /r         vunpckhps Vx,Hx,Wx
      VEX.66.0F 15 /r         vunpckhpd Vx,Hx,Wx
      VEX.NP.0F 10 /r         vmovups Vx,Wx
      VEX.NP.0F 11 /r         vmovups Wx,Vx
      VEX.66.0F 10 /r         vmovupd Vx,Wx
      VEX.66.0F 11 /r         vmovupd Wx,Vx
      VEX.NP.0F 28 /r         vmovaps Vx,Wx
      VEX.NP.0F 29 /r         vmovaps Wx,Vx
      VEX.66.0F 28 /r         vmovapd Vx,Wx
      VEX.66.0F 29 /r         vmovapd Wx,Vx
      VEX.LIG.F3.0F 10 /r m   vmovss Vo,Md
      VEX.LIG.F3.0F 11 /r m   vmovss Md,Vo
      VEX.LIG.F3.0F 10 /r r   vmovss Vo,Ho,Uo
      VEX.LIG.F3.0F 11 /r r   vmovss Uo,Ho,Vo
      VEX.LIG.F2.0F 10 /r m   vmovsd Vo,Mq
      VEX.LIG.F2.0F 11 /r m   vmovsd Mq,Vo
      VEX.LIG.F2.0F 10 /r r   vmovsd Vo,Ho,Uo
      VEX.LIG.F2.0F 11 /r r   vmovsd Uo,Ho,Vo
      VEX.128.NP.0F 12 /r r   vmovhlps Vo,Ho,Uo
      VEX.128.NP.0F 12 /r m   vmovlps Vo,Ho,Mq
      VEX.128.66.0F 12 /r m   vmovlpd Vo,Ho,Mq
      VEX.128.NP.0F 13 /r m   vmovlps Mq,Vo
      VEX.128.66.0F 13 /r m   vmovlpd Mq,Vo
      VEX.128.NP.0F 16 /r r   vmovlhps Vo,Ho,Uo
      VEX.128.NP.0F 16 /r m   vmovhps Vo,Ho,Mq
      VEX.128.66.0F 16 /r m   vmovhpd Vo,Ho,Mq
      VEX.128.NP.0F 17 /r m   vmovhps Mq,Vo
      VEX.128.66.0F 17 /r m   vmovhpd Mq,Vo
      VEX.F3.0F 12 /r         vmovsldup Vx,Wx
      VEX.F3.0F 16 /r         vmovshdup Vx,Wx
      VEX.128.F2.0F 12 /r     vmovddup Vo,Wq
      VEX.256.F2.0F 12 /r     vmovddup Vx,Wx
      VEX.NP.0F 2B /r m       vmovntps Mx,Vx
      VEX.66.0F 2B /r m       vmovntpd Mx,Vx
      VEX.66.0F E7 /r m       vmovntdq Mx,Vx
      VEX.F2.0F F0 /r m       vlddqu Vx,Mx      unsized
      VEX.66.0F 6F /r         vmovdqa Vx,Wx
      VEX.F3.0F 6F /r         vmovdqu Vx,Wx
      VEX.66.0F 7F /r         vmovdqa Wx,Vx
      VEX.F3.0F 7F /r         vmovdqu Wx,Vx
      VEX.128.66.0F.W0 6E /r  vmovd Vo,Ed
      VEX.128.66.0F.W0 7E /r  vmovd Ed,Vo
      VEX.128.66.0F.W1 6E /r  vmovq Vo,Eq
      VEX.128.66.0F.W1 7E /r  vmovq Eq,Vo
      VEX.128.F3.0F 7E /r     vmovq Vo,Wq
      VEX.128.66.0F D6 /r     vmovq Wq,Vo
      VEX.128.66.0F F7 /r r   vmaskmovdqu Vo,Uo
      VEX.NP.0F 50 /r r       vmovmskps Gy,Ux
      VEX.66.0F 50 /r r       vmovmskpd Gy,Ux
      VEX.66.0F D7 /r r       vpmovmskb Gy,Ux
      VEX.LIG.NP.0F 2E /r     vucomiss Vo,Wd
      VEX.LIG.66.0F 2E /r     vucomisd Vo,Wq
      VEX.LIG.NP.0F 2F /r     vcomiss Vo,Wd
      VEX.LIG.66.0F 2F /r     vcomisd Vo,Wq
      VEX.NP.0F C2 /r         vcmpps Vx,Hx,Wx,Ib
      VEX.66.0F C2 /r         vcmppd Vx,Hx,Wx,Ib
      VEX.LIG.F3.0F C2 /r     vcmpss Vo,Ho,Wd,Ib
      VEX.LIG.F2.0F C2 /r     vcmpsd Vo,Ho,Wq,Ib
      VEX.NP.0F C6 /r         vshufps Vx,Hx,Wx,Ib
      VEX.66.0F C6 /r         vshufpd Vx,Hx,Wx,Ib
      VEX.LIG.F3.0F 2A /r     vcvtsi2ss Vo,Ho,Ey
      VEX.LIG.F3.0F 2C /r     vcvttss2si Gy,Wd
      VEX.LIG.F3.0F 2D /r     vcvtss2si Gy,Wd
      VEX.LIG.F2.0F 2A /r     vcvtsi2sd Vo,Ho,Ey
      VEX.LIG.F2.0F 2C /r     vcvttsd2si Gy,Wq
      VEX.LIG.F2.0F 2D /r     vcvtsd2si Gy,Wq
      VEX.NP.0F 5A /r         vcvtps2pd Vx,Wh
      VEX.66.0F 5A /r         vcvtpd2ps Vh,Wx   sized
      VEX.LIG.F3.0F 5A /r     vcvtss2sd Vo,Ho,Wd
      VEX.LIG.F2.0F 5A /r     vcvtsd2ss Vo,Ho,Wq
      VEX.NP.0F 5B /r         vcvtdq2ps Vx,Wx
      VEX.66.0F 5B /r         vcvtps2dq Vx,Wx
      VEX.F3.0F 5B /r         vcvttps2dq Vx,Wx
      VEX.F3.0F E6 /r         vcvtdq2pd Vx,Wh
      VEX.66.0F E6 /r         vcvttpd2dq Vh,Wx  sized
      VEX.F2.0F E6 /r         vcvtpd2dq Vh,Wx   sized
      VEX.66.0F 60 /r         vpunpcklbw Vx,Hx,Wx
      VEX.66.0F 61 /r         vpunpcklwd Vx,Hx,Wx
      VEX.66.0F 62 /r         vpunpckldq Vx,Hx,Wx
      VEX.66.0F 63 /r         vpacksswb Vx,Hx,Wx
      VEX.66.0F 67 /r         vpackuswb Vx,Hx,Wx
      VEX.66.0F 68 /r         vpunpckhbw Vx,Hx,Wx
      VEX.66.0F 69 /r         vpunpckhwd Vx,Hx,Wx
      VEX.66.0F 6A /r         vpunpckhdq Vx,Hx,Wx
      VEX.66.0F 6B /r         vpackssdw Vx,Hx,Wx
      VEX.66.0F 6C /r         vpunpcklqdq Vx,Hx,Wx
      VEX.66.0F 6D /r         vpunpckhqdq Vx,Hx,Wx
      VEX.66.0F D4 /r         vpaddq Vx,Hx,Wx
      VEX.66.0F D5 /r         vpmullw Vx,Hx,Wx
      VEX.66.0F D8 /r         vpsubusb Vx,Hx,Wx
      VEX.66.0F D9 /r         vpsubusw Vx,Hx,Wx
      VEX.66.0F DA /r         vpminub Vx,Hx,Wx
      VEX.66.0F DC /r         vpaddusb Vx,Hx,Wx
      VEX.66.0F DD /r         vpaddusw Vx,Hx,Wx
      VEX.66.0F DE /r         vpmaxub Vx,Hx,Wx
      VEX.66.0F E0 /r         vpavgb Vx,Hx,Wx
      VEX.66.0F E3 /r         vpavgw Vx,Hx,Wx
      VEX.66.0F E4 /r         vpmulhuw Vx,Hx,Wx
      VEX.66.0F E5 /r         vpmulhw Vx,Hx,Wx
      VEX.66.0F E8 /r         vpsubsb Vx,Hx,Wx
      VEX.66.0F E9 /r         vpsubsw Vx,Hx,Wx
      VEX.66.0F EA /r         vpminsw Vx,Hx,Wx
      VEX.66.0F EC /r         vpaddsb Vx,Hx,Wx
      VEX.66.0F ED /r         vpaddsw Vx,Hx,Wx
      VEX.66.0F EE /r         vpmaxsw Vx,Hx,Wx
      VEX.66.0F F4 /r         vpmuludq Vx,Hx,Wx
      VEX.66.0F F5 /r         vpmaddwd Vx,Hx,Wx
      VEX.66.0F F8 /r         vpsubb Vx,Hx,Wx
      VEX.66.0F F9 /r         vpsubw Vx,Hx,Wx
      VEX.66.0F FA /r         vpsubd Vx,Hx,Wx
      VEX.66.0F FB /r         vpsubq Vx,Hx,Wx
      VEX.66.0F FC /r         vpaddb Vx,Hx,Wx
      VEX.66.0F FD /r         vpaddw Vx,Hx,Wx
      VEX.66.0F FE /r         vpaddd Vx,Hx,Wx
      VEX.66.0F F6 /r         vpsadbw Vx,Hx,Wx
      VEX.66.0F DB /r         vpand Vx,Hx,Wx
      VEX.66.0F DF /r         vpandn Vx,Hx,Wx
      VEX.66.0F EB /r         vpor Vx,Hx,Wx
      VEX.66.0F EF /r         vpxor Vx,Hx,Wx
      VEX.66.0F 64 /r         vpcmpgtb Vx,Hx,Wx
      VEX.66.0F 65 /r         vpcmpgtw Vx,Hx,Wx
      VEX.66.0F 66 /r         vpcmpgtd Vx,Hx,Wx
      VEX.66.0F 74 /r         vpcmpeqb Vx,Hx,Wx
      VEX.66.0F 75 /r         vpcmpeqw Vx,Hx,Wx
      VEX.66.0F 76 /r         vpcmpeqd Vx,Hx,Wx
      VEX.66.0F D1 /r         vpsrlw Vx,Hx,Wo
      VEX.66.0F D2 /r         vpsrld Vx,Hx,Wo
      VEX.66.0F D3 /r         vpsrlq Vx,Hx,Wo
      VEX.66.0F E1 /r         vpsraw Vx,Hx,Wo
      VEX.66.0F E2 /r         vpsrad Vx,Hx,Wo
      VEX.66.0F F1 /r         vpsllw Vx,Hx,Wo
      VEX.66.0F F2 /r         vpslld Vx,Hx,Wo
      VEX.66.0F F3 /r         vpsllq Vx,Hx,Wo
      VEX.66.0F 71 /2 r       vpsrlw Bx,Ux,Ib
      VEX.66.0F 71 /4 r       vpsraw Bx,Ux,Ib
      VEX.66.0F 71 /6 r       vpsllw Bx,Ux,Ib
      VEX.66.0F 72 /2 r       vpsrld Bx,Ux,Ib
      VEX.66.0F 72 /4 r       vpsrad Bx,Ux,Ib
      VEX.66.0F 72 /6 r       vpslld Bx,Ux,Ib
      VEX.66.0F 73 /2 r       vpsrlq Bx,Ux,Ib
      VEX.66.0F 73 /6 r       vpsllq Bx,Ux,Ib
      VEX.66.0F 73 /3 r       vpsrldq Bx,Ux,Ib
      VEX.66.0F 73 /7 r       vpslldq Bx,Ux,Ib
      VEX.66.0F 70 /r         vpshufd Vx,Wx,Ib
      VEX.F3.0F 70 /r         vpshufhw Vx,Wx,Ib
      VEX.F2.0F 70 /r         vpshuflw Vx,Wx,Ib
      VEX.128.66.0F C4 /r     vpinsrw Vo,Ho,RMw,Ib
      VEX.128.66.0F C5 /r r   vpextrw Gd,Uo,Ib
      VEX.66.0F 7C /r         vhaddpd Vx,Hx,Wx
      VEX.F2.0F 7C /r         vhaddps Vx,Hx,Wx
      VEX.66.0F 7D /r         vhsubpd Vx,Hx,Wx
      VEX.F2.0F 7D /r         vhsubps Vx,Hx,Wx
      VEX.66.0F D0 /r         vaddsubpd Vx,Hx,Wx
      VEX.F2.0F D0 /r         vaddsubps Vx,Hx,Wx
      VEX.128.NP.0F 77        vzeroupper
      VEX.256.NP.0F 77        vzeroall
      VEX.LZ.NP.0F AE /2 m    vldmxcsr Md
      VEX.LZ.NP.0F AE /3 m    vstmxcsr Md
      """;

  /// `0F 38`.
  static final String MAP_0F38 =
      """
      VEX.66.0F38 2A /r m         vmovntdqa Vx,Mx
      VEX.66.0F38.W0 13 /r        vcvtph2ps Vx,Wh
      VEX.66.0F38 29 /r           vpcmpeqq Vx,Hx,Wx
      VEX.66.0F38 37 /r           vpcmpgtq Vx,Hx,Wx
      VEX.66.0F38 00 /r           vpshufb Vx,Hx,Wx
      VEX.66.0F38 01 /r           vphaddw Vx,Hx,Wx
      VEX.66.0F38 02 /r           vphaddd Vx,Hx,Wx
      VEX.66.0F38 03 /r           vphaddsw Vx,Hx,Wx
      VEX.66.0F38 04 /r           vpmaddubsw Vx,Hx,Wx
      VEX.66.0F38 05 /r           vphsubw Vx,Hx,Wx
      VEX.66.0F38 06 /r           vphsubd Vx,Hx,Wx
      VEX.66.0F38 07 /r           vphsubsw Vx,Hx,Wx
      VEX.66.0F38 08 /r           vpsignb Vx,Hx,Wx
      VEX.66.0F38 09 /r           vpsignw Vx,Hx,Wx
      VEX.66.0F38 0A /r           vpsignd Vx,Hx,Wx
      VEX.66.0F38 0B /r           vpmulhrsw Vx,Hx,Wx
      VEX.66.0F38 28 /r           vpmuldq Vx,Hx,Wx
      VEX.66.0F38 2B /r           vpackusdw Vx,Hx,Wx
      VEX.66.0F38 38 /r           vpminsb Vx,Hx,Wx
      VEX.66.0F38 39 /r           vpminsd Vx,Hx,Wx
      VEX.66.0F38 3A /r           vpminuw Vx,Hx,Wx
      VEX.66.0F38 3B /r           vpminud Vx,Hx,Wx
      VEX.66.0F38 3C /r           vpmaxsb Vx,Hx,Wx
      VEX.66.0F38 3D /r           vpmaxsd Vx,Hx,Wx
      VEX.66.0F38 3E /r           vpmaxuw Vx,Hx,Wx
      VEX.66.0F38 3F /r           vpmaxud Vx,Hx,Wx
      VEX.66.0F38 40 /r           vpmulld Vx,Hx,Wx
      VEX.66.0F38 1C /r           vpabsb Vx,Wx
      VEX.66.0F38 1D /r           vpabsw Vx,Wx
      VEX.66.0F38 1E /r           vpabsd Vx,Wx
      VEX.128.66.0F38 41 /r       vphminposuw Vo,Wo
      VEX.66.0F38 17 /r           vptest Vx,Wx
      VEX.66.0F38.W0 45 /r        vpsrlvd Vx,Hx,Wx
      VEX.66.0F38.W1 45 /r        vpsrlvq Vx,Hx,Wx
      VEX.66.0F38.W0 46 /r        vpsravd Vx,Hx,Wx
      VEX.66.0F38.W0 47 /r        vpsllvd Vx,Hx,Wx
      VEX.66.0F38.W1 47 /r        vpsllvq Vx,Hx,Wx
      VEX.66.0F38 20 /r           vpmovsxbw Vx,Wh
      VEX.66.0F38 30 /r           vpmovzxbw Vx,Wh
      VEX.66.0F38 21 /r           vpmovsxbd Vx,Wf
      VEX.66.0F38 31 /r           vpmovzxbd Vx,Wf
      VEX.66.0F38 22 /r           vpmovsxbq Vx,We
      VEX.66.0F38 32 /r           vpmovzxbq Vx,We
      VEX.66.0F38 23 /r           vpmovsxwd Vx,Wh
      VEX.66.0F38 33 /r           vpmovzxwd Vx,Wh
      VEX.66.0F38 24 /r           vpmovsxwq Vx,Wf
      VEX.66.0F38 34 /r           vpmovzxwq Vx,Wf
      VEX.66.0F38 25 /r           vpmovsxdq Vx,Wh
      VEX.66.0F38 35 /r           vpmovzxdq Vx,Wh
      VEX.66.0F38.W0 18 /r        vbroadcastss Vx,Wd
      VEX.256.66.0F38.W0 19 /r    vbroadcastsd Vx,Wq
      VEX.256.66.0F38.W0 1A /r m  vbroadcastf128 Vx,Mo
      VEX.256.66.0F38.W0 5A /r m  vbroadcasti128 Vx,Mo
      VEX.66.0F38.W0 78 /r        vpbroadcastb Vx,Wb
      VEX.66.0F38.W0 79 /r        vpbroadcastw Vx,Ww
      VEX.66.0F38.W0 58 /r        vpbroadcastd Vx,Wd
      VEX.66.0F38.W0 59 /r        vpbroadcastq Vx,Wq
      VEX.66.0F38.W0 0C /r        vpermilps Vx,Hx,Wx
      VEX.66.0F38.W0 0D /r        vpermilpd Vx,Hx,Wx
      VEX.66.0F38.W0 0E /r        vtestps Vx,Wx
      VEX.66.0F38.W0 0F /r        vtestpd Vx,Wx
      VEX.256.66.0F38.W0 36 /r    vpermd Vx,Hx,Wx
      VEX.256.66.0F38.W0 16 /r    vpermps Vx,Hx,Wx
      VEX.66.0F38.W0 2C /r m      vmaskmovps Vx,Hx,Mx
      VEX.66.0F38.W0 2E /r m      vmaskmovps Mx,Hx,Vx
      VEX.66.0F38.W0 2D /r m      vmaskmovpd Vx,Hx,Mx
      VEX.66.0F38.W0 2F /r m      vmaskmovpd Mx,Hx,Vx
      VEX.66.0F38.W0 8C /r m      vpmaskmovd Vx,Hx,Mx
      VEX.66.0F38.W0 8E /r m      vpmaskmovd Mx,Hx,Vx
      VEX.66.0F38.W1 8C /r m      vpmaskmovq Vx,Hx,Mx
      VEX.66.0F38.W1 8E /r m      vpmaskmovq Mx,Hx,Vx
      VEX.66.0F38.W0 90 /r m      vpgatherdd Vx,Sx.d,Hx  vsib
      VEX.66.0F38.W0 91 /r m      vpgatherqd Vh,Sx.d,Hh  vsib
      VEX.66.0F38.W0 92 /r m      vgatherdps Vx,Sx.d,Hx  vsib
      VEX.66.0F38.W0 93 /r m      vgatherqps Vh,Sx.d,Hh  vsib
      VEX.66.0F38.W1 90 /r m      vpgatherdq Vx,Sh.q,Hx  vsib
      VEX.66.0F38.W1 91 /r m      vpgatherqq Vx,Sx.q,Hx  vsib
      VEX.66.0F38.W1 92 /r m      vgatherdpd Vx,Sh.q,Hx  vsib
      VEX.66.0F38.W1 93 /r m      vgatherqpd Vx,Sx.q,Hx  vsib
      VEX.66.0F38.W0 96 /r        vfmaddsub132ps Vx,Hx,Wx
      VEX.66.0F38.W1 96 /r        vfmaddsub132pd Vx,Hx,Wx
      VEX.66.0F38.W0 97 /r        vfmsubadd132ps Vx,Hx,Wx
      VEX.66.0F38.W1 97 /r        vfmsubadd132pd Vx,Hx,Wx
      VEX.66.0F38.W0 98 /r        vfmadd132ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 99 /r    vfmadd132ss Vo,Ho,Wd
      VEX.66.0F38.W1 98 /r        vfmadd132pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 99 /r    vfmadd132sd Vo,Ho,Wq
      VEX.66.0F38.W0 9A /r        vfmsub132ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 9B /r    vfmsub132ss Vo,Ho,Wd
      VEX.66.0F38.W1 9A /r        vfmsub132pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 9B /r    vfmsub132sd Vo,Ho,Wq
      VEX.66.0F38.W0 9C /r        vfnmadd132ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 9D /r    vfnmadd132ss Vo,Ho,Wd
      VEX.66.0F38.W1 9C /r        vfnmadd132pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 9D /r    vfnmadd132sd Vo,Ho,Wq
      VEX.66.0F38.W0 9E /r        vfnmsub132ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 9F /r    vfnmsub132ss Vo,Ho,Wd
      VEX.66.0F38.W1 9E /r        vfnmsub132pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 9F /r    vfnmsub132sd Vo,Ho,Wq
      VEX.66.0F38.W0 A6 /r        vfmaddsub213ps Vx,Hx,Wx
      VEX.66.0F38.W1 A6 /r        vfmaddsub213pd Vx,Hx,Wx
      VEX.66.0F38.W0 A7 /r        vfmsubadd213ps Vx,Hx,Wx
      VEX.66.0F38.W1 A7 /r        vfmsubadd213pd Vx,Hx,Wx
      VEX.66.0F38.W0 A8 /r        vfmadd213ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 A9 /r    vfmadd213ss Vo,Ho,Wd
      VEX.66.0F38.W1 A8 /r        vfmadd213pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 A9 /r    vfmadd213sd Vo,Ho,Wq
      VEX.66.0F38.W0 AA /r        vfmsub213ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 AB /r    vfmsub213ss Vo,Ho,Wd
      VEX.66.0F38.W1 AA /r        vfmsub213pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 AB /r    vfmsub213sd Vo,Ho,Wq
      VEX.66.0F38.W0 AC /r        vfnmadd213ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 AD /r    vfnmadd213ss Vo,Ho,Wd
      VEX.66.0F38.W1 AC /r        vfnmadd213pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 AD /r    vfnmadd213sd Vo,Ho,Wq
      VEX.66.0F38.W0 AE /r        vfnmsub213ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 AF /r    vfnmsub213ss Vo,Ho,Wd
      VEX.66.0F38.W1 AE /r        vfnmsub213pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 AF /r    vfnmsub213sd Vo,Ho,Wq
      VEX.66.0F38.W0 B6 /r        vfmaddsub231ps Vx,Hx,Wx
      VEX.66.0F38.W1 B6 /r        vfmaddsub231pd Vx,Hx,Wx
      VEX.66.0F38.W0 B7 /r        vfmsubadd231ps Vx,Hx,Wx
      VEX.66.0F38.W1 B7 /r        vfmsubadd231pd Vx,Hx,Wx
      VEX.66.0F38.W0 B8 /r        vfmadd231ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 B9 /r    vfmadd231ss Vo,Ho,Wd
      VEX.66.0F38.W1 B8 /r        vfmadd231pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 B9 /r    vfmadd231sd Vo,Ho,Wq
      VEX.66.0F38.W0 BA /r        vfmsub231ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 BB /r    vfmsub231ss Vo,Ho,Wd
      VEX.66.0F38.W1 BA /r        vfmsub231pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 BB /r    vfmsub231sd Vo,Ho,Wq
      VEX.66.0F38.W0 BC /r        vfnmadd231ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 BD /r    vfnmadd231ss Vo,Ho,Wd
      VEX.66.0F38.W1 BC /r        vfnmadd231pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 BD /r    vfnmadd231sd Vo,Ho,Wq
      VEX.66.0F38.W0 BE /r        vfnmsub231ps Vx,Hx,Wx
      VEX.LIG.66.0F38.W0 BF /r    vfnmsub231ss Vo,Ho,Wd
      VEX.66.0F38.W1 BE /r        vfnmsub231pd Vx,Hx,Wx
      VEX.LIG.66.0F38.W1 BF /r    vfnmsub231sd Vo,Ho,Wq
      VEX.66.0F38.W0 50 /r        vpdpbusd Vx,Hx,Wx      vexname
      VEX.66.0F38.W0 51 /r        vpdpbusds Vx,Hx,Wx     vexname
      VEX.66.0F38.W0 52 /r        vpdpwssd Vx,Hx,Wx      vexname
      VEX.66.0F38.W0 53 /r        vpdpwssds Vx,Hx,Wx     vexname
      VEX.66.0F38 DC /r           vaesenc Vx,Hx,Wx
      VEX.66.0F38 DD /r           vaesenclast Vx,Hx,Wx
      VEX.66.0F38 DE /r           vaesdec Vx,Hx,Wx
      VEX.66.0F38 DF /r           vaesdeclast Vx,Hx,Wx
      VEX.128.66.0F38 DB /r       vaesimc Vo,Wo
      VEX.66.0F38.W0 CF /r        vgf2p8mulb Vx,Hx,Wx
      """;

  /// `0F 3A`.
  static final String MAP_0F3A =
      """
      VEX.66.0F3A.W0 1D /r      vcvtps2ph Wh,Vx,Ib
      VEX.66.0F3A 0F /r         vpalignr Vx,Hx,Wx,Ib
      VEX.128.66.0F3A 14 /r     vpextrb RMb,Vo,Ib
      VEX.128.66.0F3A 15 /r     vpextrw RMw,Vo,Ib
      VEX.128.66.0F3A 20 /r     vpinsrb Vo,Ho,RMb,Ib
      VEX.128.66.0F3A.W0 16 /r  vpextrd Ed,Vo,Ib
      VEX.128.66.0F3A.W0 22 /r  vpinsrd Vo,Ho,Ed,Ib
      VEX.128.66.0F3A.W1 16 /r  vpextrq Eq,Vo,Ib
      VEX.128.66.0F3A.W1 22 /r  vpinsrq Vo,Ho,Eq,Ib
      VEX.128.66.0F3A 17 /r     vextractps Ed,Vo,Ib
      VEX.128.66.0F3A 21 /r     vinsertps Vo,Ho,Wd,Ib
      VEX.66.0F3A 08 /r         vroundps Vx,Wx,Ib
      VEX.66.0F3A 09 /r         vroundpd Vx,Wx,Ib
      VEX.LIG.66.0F3A 0A /r     vroundss Vo,Ho,Wd,Ib
      VEX.LIG.66.0F3A 0B /r     vroundsd Vo,Ho,Wq,Ib
      VEX.66.0F3A 0C /r         vblendps Vx,Hx,Wx,Ib
      VEX.66.0F3A 0D /r         vblendpd Vx,Hx,Wx,Ib
      VEX.66.0F3A 0E /r         vpblendw Vx,Hx,Wx,Ib
      VEX.66.0F3A 40 /r         vdpps Vx,Hx,Wx,Ib
      VEX.66.0F3A 42 /r         vmpsadbw Vx,Hx,Wx,Ib
      VEX.128.66.0F3A 41 /r     vdppd Vo,Ho,Wo,Ib
      VEX.66.0F3A.W0 4C /r      vpblendvb Vx,Hx,Wx,Lx
      VEX.66.0F3A.W0 4A /r      vblendvps Vx,Hx,Wx,Lx
      VEX.66.0F3A.W0 4B /r      vblendvpd Vx,Hx,Wx,Lx
      VEX.128.66.0F3A 60 /r     vpcmpestrm/vpcmpestrm/vpcmpestrmq Vo,Wo,Ib
      VEX.128.66.0F3A 61 /r     vpcmpestri/vpcmpestri/vpcmpestriq Vo,Wo,Ib
      VEX.128.66.0F3A 62 /r     vpcmpistrm Vo,Wo,Ib
      VEX.128.66.0F3A 63 /r     vpcmpistri Vo,Wo,Ib
      VEX.256.66.0F3A.W0 18 /r  vinsertf128 Vx,Hx,Wo,Ib
      VEX.256.66.0F3A.W0 19 /r  vextractf128 Wo,Vx,Ib
      VEX.256.66.0F3A.W0 38 /r  vinserti128 Vx,Hx,Wo,Ib
      VEX.256.66.0F3A.W0 39 /r  vextracti128 Wo,Vx,Ib
      VEX.256.66.0F3A.W0 06 /r  vperm2f128 Vx,Hx,Wx,Ib
      VEX.256.66.0F3A.W0 46 /r  vperm2i128 Vx,Hx,Wx,Ib
      VEX.66.0F3A.W0 04 /r      vpermilps Vx,Wx,Ib
      VEX.66.0F3A.W0 05 /r      vpermilpd Vx,Wx,Ib
      VEX.256.66.0F3A.W1 00 /r  vpermq Vx,Wx,Ib
      VEX.256.66.0F3A.W1 01 /r  vpermpd Vx,Wx,Ib
      VEX.66.0F3A.W0 02 /r      vpblendd Vx,Hx,Wx,Ib
      VEX.66.0F3A 44 /r         vpclmulqdq Vx,Hx,Wx,Ib
      VEX.128.66.0F3A DF /r     vaeskeygenassist Vo,Wo,Ib
      VEX.66.0F3A.W1 CE /r      vgf2p8affineqb Vx,Hx,Wx,Ib
      VEX.66.0F3A.W1 CF /r      vgf2p8affineinvqb Vx,Hx,Wx,Ib
      """;
}
