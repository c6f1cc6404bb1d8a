package org.tosc.backends.machines.x86.manual;

/// AVX-512 of map `0F` (SDM volume 2, chapters 3 to 5).
final class Avx512Rows0F {
  private Avx512Rows0F() {}

  /// `EVEX.0F`.
  static final String ROWS =
      """
      EVEX.NP.0F.W0 51 /r        vsqrtps Vx{kz},Wx/b32      er
      EVEX.66.0F.W1 51 /r        vsqrtpd Vx{kz},Wx/b64      er
      EVEX.LIG.F3.0F.W0 51 /r    vsqrtss Vo{kz},Ho,Wd       er
      EVEX.LIG.F2.0F.W1 51 /r    vsqrtsd Vo{kz},Ho,Wq       er
      EVEX.NP.0F.W0 58 /r        vaddps Vx{kz},Hx,Wx/b32    er
      EVEX.66.0F.W1 58 /r        vaddpd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.F3.0F.W0 58 /r    vaddss Vo{kz},Ho,Wd        er
      EVEX.LIG.F2.0F.W1 58 /r    vaddsd Vo{kz},Ho,Wq        er
      EVEX.NP.0F.W0 59 /r        vmulps Vx{kz},Hx,Wx/b32    er
      EVEX.66.0F.W1 59 /r        vmulpd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.F3.0F.W0 59 /r    vmulss Vo{kz},Ho,Wd        er
      EVEX.LIG.F2.0F.W1 59 /r    vmulsd Vo{kz},Ho,Wq        er
      EVEX.NP.0F.W0 5C /r        vsubps Vx{kz},Hx,Wx/b32    er
      EVEX.66.0F.W1 5C /r        vsubpd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.F3.0F.W0 5C /r    vsubss Vo{kz},Ho,Wd        er
      EVEX.LIG.F2.0F.W1 5C /r    vsubsd Vo{kz},Ho,Wq        er
      EVEX.NP.0F.W0 5D /r        vminps Vx{kz},Hx,Wx/b32    sae
      EVEX.66.0F.W1 5D /r        vminpd Vx{kz},Hx,Wx/b64    sae
      EVEX.LIG.F3.0F.W0 5D /r    vminss Vo{kz},Ho,Wd        sae
      EVEX.LIG.F2.0F.W1 5D /r    vminsd Vo{kz},Ho,Wq        sae
      EVEX.NP.0F.W0 5E /r        vdivps Vx{kz},Hx,Wx/b32    er
      EVEX.66.0F.W1 5E /r        vdivpd Vx{kz},Hx,Wx/b64    er
      EVEX.LIG.F3.0F.W0 5E /r    vdivss Vo{kz},Ho,Wd        er
      EVEX.LIG.F2.0F.W1 5E /r    vdivsd Vo{kz},Ho,Wq        er
      EVEX.NP.0F.W0 5F /r        vmaxps Vx{kz},Hx,Wx/b32    sae
      EVEX.66.0F.W1 5F /r        vmaxpd Vx{kz},Hx,Wx/b64    sae
      EVEX.LIG.F3.0F.W0 5F /r    vmaxss Vo{kz},Ho,Wd        sae
      EVEX.LIG.F2.0F.W1 5F /r    vmaxsd Vo{kz},Ho,Wq        sae
      EVEX.NP.0F.W0 54 /r        vandps Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 54 /r        vandpd Vx{kz},Hx,Wx/b64
      EVEX.NP.0F.W0 55 /r        vandnps Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 55 /r        vandnpd Vx{kz},Hx,Wx/b64
      EVEX.NP.0F.W0 56 /r        vorps Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 56 /r        vorpd Vx{kz},Hx,Wx/b64
      EVEX.NP.0F.W0 57 /r        vxorps Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 57 /r        vxorpd Vx{kz},Hx,Wx/b64
      EVEX.NP.0F.W0 14 /r        vunpcklps Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 14 /r        vunpcklpd Vx{kz},Hx,Wx/b64
      EVEX.NP.0F.W0 15 /r        vunpckhps Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 15 /r        vunpckhpd Vx{kz},Hx,Wx/b64
      EVEX.NP.0F.W0 10 /r        vmovups Vx{kz},Wx
      EVEX.NP.0F.W0 11 /r        vmovups Wx{kz},Vx
      EVEX.66.0F.W1 10 /r        vmovupd Vx{kz},Wx
      EVEX.66.0F.W1 11 /r        vmovupd Wx{kz},Vx
      EVEX.NP.0F.W0 28 /r        vmovaps Vx{kz},Wx
      EVEX.NP.0F.W0 29 /r        vmovaps Wx{kz},Vx
      EVEX.66.0F.W1 28 /r        vmovapd Vx{kz},Wx
      EVEX.66.0F.W1 29 /r        vmovapd Wx{kz},Vx
      EVEX.LIG.F3.0F.W0 10 /r m  vmovss Vo{kz},Md
      EVEX.LIG.F3.0F.W0 11 /r m  vmovss Md{k},Vo
      EVEX.LIG.F3.0F.W0 10 /r r  vmovss Vo{kz},Ho,Uo
      EVEX.LIG.F3.0F.W0 11 /r r  vmovss Uo{kz},Ho,Vo
      EVEX.LIG.F2.0F.W1 10 /r m  vmovsd Vo{kz},Mq
      EVEX.LIG.F2.0F.W1 11 /r m  vmovsd Mq{k},Vo
      EVEX.LIG.F2.0F.W1 10 /r r  vmovsd Vo{kz},Ho,Uo
      EVEX.LIG.F2.0F.W1 11 /r r  vmovsd Uo{kz},Ho,Vo
      EVEX.128.NP.0F.W0 12 /r r  vmovhlps Vo,Ho,Uo
      EVEX.128.NP.0F.W0 12 /r m  vmovlps Vo,Ho,Mq
      EVEX.128.66.0F.W1 12 /r m  vmovlpd Vo,Ho,Mq
      EVEX.128.NP.0F.W0 13 /r m  vmovlps Mq,Vo
      EVEX.128.66.0F.W1 13 /r m  vmovlpd Mq,Vo
      EVEX.128.NP.0F.W0 16 /r r  vmovlhps Vo,Ho,Uo
      EVEX.128.NP.0F.W0 16 /r m  vmovhps Vo,Ho,Mq
      EVEX.128.66.0F.W1 16 /r m  vmovhpd Vo,Ho,Mq
      EVEX.128.NP.0F.W0 17 /r m  vmovhps Mq,Vo
      EVEX.128.66.0F.W1 17 /r m  vmovhpd Mq,Vo
      EVEX.F3.0F.W0 12 /r        vmovsldup Vx{kz},Wx
      EVEX.F3.0F.W0 16 /r        vmovshdup Vx{kz},Wx
      EVEX.128.F2.0F.W1 12 /r    vmovddup Vo{kz},Wq
      EVEX.F2.0F.W1 12 /r        vmovddup Vx{kz},Wx
      EVEX.NP.0F.W0 2B /r m      vmovntps Mx,Vx
      EVEX.66.0F.W1 2B /r m      vmovntpd Mx,Vx
      EVEX.66.0F.W0 E7 /r m      vmovntdq Mx,Vx
      EVEX.66.0F.W0 6F /r        vmovdqa32 Vx{kz},Wx
      EVEX.66.0F.W0 7F /r        vmovdqa32 Wx{kz},Vx
      EVEX.66.0F.W1 6F /r        vmovdqa64 Vx{kz},Wx
      EVEX.66.0F.W1 7F /r        vmovdqa64 Wx{kz},Vx
      EVEX.F3.0F.W0 6F /r        vmovdqu32 Vx{kz},Wx
      EVEX.F3.0F.W0 7F /r        vmovdqu32 Wx{kz},Vx
      EVEX.F3.0F.W1 6F /r        vmovdqu64 Vx{kz},Wx
      EVEX.F3.0F.W1 7F /r        vmovdqu64 Wx{kz},Vx
      EVEX.F2.0F.W0 6F /r        vmovdqu8 Vx{kz},Wx
      EVEX.F2.0F.W0 7F /r        vmovdqu8 Wx{kz},Vx
      EVEX.F2.0F.W1 6F /r        vmovdqu16 Vx{kz},Wx
      EVEX.F2.0F.W1 7F /r        vmovdqu16 Wx{kz},Vx
      EVEX.128.66.0F.W0 6E /r    vmovd Vo,Ed
      EVEX.128.66.0F.W0 7E /r    vmovd Ed,Vo
      EVEX.128.66.0F.W1 6E /r    vmovq Vo,Eq
      EVEX.128.66.0F.W1 7E /r    vmovq Eq,Vo
      EVEX.128.F3.0F.W1 7E /r    vmovq Vo,Wq
      EVEX.128.66.0F.W1 D6 /r    vmovq Wq,Vo
      EVEX.LIG.NP.0F.W0 2E /r    vucomiss Vo,Wd             sae
      EVEX.LIG.66.0F.W1 2E /r    vucomisd Vo,Wq             sae
      EVEX.LIG.NP.0F.W0 2F /r    vcomiss Vo,Wd              sae
      EVEX.LIG.66.0F.W1 2F /r    vcomisd Vo,Wq              sae
      EVEX.NP.0F.W0 C2 /r        vcmpps Kg{k},Hx,Wx/b32,Ib  sae
      EVEX.66.0F.W1 C2 /r        vcmppd Kg{k},Hx,Wx/b64,Ib  sae
      EVEX.LIG.F3.0F.W0 C2 /r    vcmpss Kg{k},Ho,Wd,Ib      sae
      EVEX.LIG.F2.0F.W1 C2 /r    vcmpsd Kg{k},Ho,Wq,Ib      sae
      EVEX.NP.0F.W0 C6 /r        vshufps Vx{kz},Hx,Wx/b32,Ib
      EVEX.66.0F.W1 C6 /r        vshufpd Vx{kz},Hx,Wx/b64,Ib
      EVEX.LIG.F3.0F 2A /r       vcvtsi2ss Vo,Ho,Ey         er
      EVEX.LIG.F3.0F 7B /r       vcvtusi2ss Vo,Ho,Ey        er
      EVEX.LIG.F3.0F 2C /r       vcvttss2si Gy,Wd           sae
      EVEX.LIG.F3.0F 2D /r       vcvtss2si Gy,Wd            er
      EVEX.LIG.F3.0F 78 /r       vcvttss2usi Gy,Wd          sae
      EVEX.LIG.F3.0F 79 /r       vcvtss2usi Gy,Wd           er
      EVEX.LIG.F2.0F.W0 2A /r    vcvtsi2sd Vo,Ho,Ed         ignored
      EVEX.LIG.F2.0F.W1 2A /r    vcvtsi2sd Vo,Ho,Eq         er
      EVEX.LIG.F2.0F.W0 7B /r    vcvtusi2sd Vo,Ho,Ed        ignored
      EVEX.LIG.F2.0F.W1 7B /r    vcvtusi2sd Vo,Ho,Eq        er
      EVEX.LIG.F2.0F 2C /r       vcvttsd2si Gy,Wq           sae
      EVEX.LIG.F2.0F 2D /r       vcvtsd2si Gy,Wq            er
      EVEX.LIG.F2.0F 78 /r       vcvttsd2usi Gy,Wq          sae
      EVEX.LIG.F2.0F 79 /r       vcvtsd2usi Gy,Wq           er
      EVEX.NP.0F.W0 5A /r        vcvtps2pd Vx{kz},Wh/b32    sae
      EVEX.66.0F.W1 5A /r        vcvtpd2ps Vh{kz},Wx/b64    er sized
      EVEX.LIG.F3.0F.W0 5A /r    vcvtss2sd Vo{kz},Ho,Wd     sae
      EVEX.LIG.F2.0F.W1 5A /r    vcvtsd2ss Vo{kz},Ho,Wq     er
      EVEX.NP.0F.W0 5B /r        vcvtdq2ps Vx{kz},Wx/b32    er
      EVEX.NP.0F.W1 5B /r        vcvtqq2ps Vh{kz},Wx/b64    er sized
      EVEX.66.0F.W0 5B /r        vcvtps2dq Vx{kz},Wx/b32    er
      EVEX.F3.0F.W0 5B /r        vcvttps2dq Vx{kz},Wx/b32   sae
      EVEX.F3.0F.W0 E6 /r        vcvtdq2pd Vx{kz},Wh/b32    ignored
      EVEX.F3.0F.W1 E6 /r        vcvtqq2pd Vx{kz},Wx/b64    er
      EVEX.66.0F.W1 E6 /r        vcvttpd2dq Vh{kz},Wx/b64   sae sized
      EVEX.F2.0F.W1 E6 /r        vcvtpd2dq Vh{kz},Wx/b64    er sized
      EVEX.NP.0F.W0 78 /r        vcvttps2udq Vx{kz},Wx/b32  sae
      EVEX.NP.0F.W1 78 /r        vcvttpd2udq Vh{kz},Wx/b64  sae sized
      EVEX.66.0F.W0 78 /r        vcvttps2uqq Vx{kz},Wh/b32  sae
      EVEX.66.0F.W1 78 /r        vcvttpd2uqq Vx{kz},Wx/b64  sae
      EVEX.NP.0F.W0 79 /r        vcvtps2udq Vx{kz},Wx/b32   er
      EVEX.NP.0F.W1 79 /r        vcvtpd2udq Vh{kz},Wx/b64   er sized
      EVEX.66.0F.W0 79 /r        vcvtps2uqq Vx{kz},Wh/b32   er
      EVEX.66.0F.W1 79 /r        vcvtpd2uqq Vx{kz},Wx/b64   er
      EVEX.66.0F.W0 7A /r        vcvttps2qq Vx{kz},Wh/b32   sae
      EVEX.66.0F.W1 7A /r        vcvttpd2qq Vx{kz},Wx/b64   sae
      EVEX.F3.0F.W0 7A /r        vcvtudq2pd Vx{kz},Wh/b32   ignored
      EVEX.F3.0F.W1 7A /r        vcvtuqq2pd Vx{kz},Wx/b64   er
      EVEX.F2.0F.W0 7A /r        vcvtudq2ps Vx{kz},Wx/b32   er
      EVEX.F2.0F.W1 7A /r        vcvtuqq2ps Vh{kz},Wx/b64   er sized
      EVEX.66.0F.W0 7B /r        vcvtps2qq Vx{kz},Wh/b32    er
      EVEX.66.0F.W1 7B /r        vcvtpd2qq Vx{kz},Wx/b64    er
      EVEX.66.0F 60 /r           vpunpcklbw Vx{kz},Hx,Wx
      EVEX.66.0F 61 /r           vpunpcklwd Vx{kz},Hx,Wx
      EVEX.66.0F.W0 62 /r        vpunpckldq Vx{kz},Hx,Wx/b32
      EVEX.66.0F 63 /r           vpacksswb Vx{kz},Hx,Wx
      EVEX.66.0F 67 /r           vpackuswb Vx{kz},Hx,Wx
      EVEX.66.0F 68 /r           vpunpckhbw Vx{kz},Hx,Wx
      EVEX.66.0F 69 /r           vpunpckhwd Vx{kz},Hx,Wx
      EVEX.66.0F.W0 6A /r        vpunpckhdq Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W0 6B /r        vpackssdw Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 6C /r        vpunpcklqdq Vx{kz},Hx,Wx/b64
      EVEX.66.0F.W1 6D /r        vpunpckhqdq Vx{kz},Hx,Wx/b64
      EVEX.66.0F.W1 D4 /r        vpaddq Vx{kz},Hx,Wx/b64
      EVEX.66.0F D5 /r           vpmullw Vx{kz},Hx,Wx
      EVEX.66.0F D8 /r           vpsubusb Vx{kz},Hx,Wx
      EVEX.66.0F D9 /r           vpsubusw Vx{kz},Hx,Wx
      EVEX.66.0F DA /r           vpminub Vx{kz},Hx,Wx
      EVEX.66.0F DC /r           vpaddusb Vx{kz},Hx,Wx
      EVEX.66.0F DD /r           vpaddusw Vx{kz},Hx,Wx
      EVEX.66.0F DE /r           vpmaxub Vx{kz},Hx,Wx
      EVEX.66.0F E0 /r           vpavgb Vx{kz},Hx,Wx
      EVEX.66.0F E3 /r           vpavgw Vx{kz},Hx,Wx
      EVEX.66.0F E4 /r           vpmulhuw Vx{kz},Hx,Wx
      EVEX.66.0F E5 /r           vpmulhw Vx{kz},Hx,Wx
      EVEX.66.0F E8 /r           vpsubsb Vx{kz},Hx,Wx
      EVEX.66.0F E9 /r           vpsubsw Vx{kz},Hx,Wx
      EVEX.66.0F EA /r           vpminsw Vx{kz},Hx,Wx
      EVEX.66.0F EC /r           vpaddsb Vx{kz},Hx,Wx
      EVEX.66.0F ED /r           vpaddsw Vx{kz},Hx,Wx
      EVEX.66.0F EE /r           vpmaxsw Vx{kz},Hx,Wx
      EVEX.66.0F.W1 F4 /r        vpmuludq Vx{kz},Hx,Wx/b64
      EVEX.66.0F F5 /r           vpmaddwd Vx{kz},Hx,Wx
      EVEX.66.0F F8 /r           vpsubb Vx{kz},Hx,Wx
      EVEX.66.0F F9 /r           vpsubw Vx{kz},Hx,Wx
      EVEX.66.0F.W0 FA /r        vpsubd Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 FB /r        vpsubq Vx{kz},Hx,Wx/b64
      EVEX.66.0F FC /r           vpaddb Vx{kz},Hx,Wx
      EVEX.66.0F FD /r           vpaddw Vx{kz},Hx,Wx
      EVEX.66.0F.W0 FE /r        vpaddd Vx{kz},Hx,Wx/b32
      EVEX.66.0F F6 /r           vpsadbw Vx,Hx,Wx
      EVEX.66.0F.W0 DB /r        vpandd Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 DB /r        vpandq Vx{kz},Hx,Wx/b64
      EVEX.66.0F.W0 DF /r        vpandnd Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 DF /r        vpandnq Vx{kz},Hx,Wx/b64
      EVEX.66.0F.W0 EB /r        vpord Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 EB /r        vporq Vx{kz},Hx,Wx/b64
      EVEX.66.0F.W0 EF /r        vpxord Vx{kz},Hx,Wx/b32
      EVEX.66.0F.W1 EF /r        vpxorq Vx{kz},Hx,Wx/b64
      EVEX.66.0F 64 /r           vpcmpgtb Kg{k},Hx,Wx
      EVEX.66.0F 65 /r           vpcmpgtw Kg{k},Hx,Wx
      EVEX.66.0F.W0 66 /r        vpcmpgtd Kg{k},Hx,Wx/b32
      EVEX.66.0F 74 /r           vpcmpeqb Kg{k},Hx,Wx
      EVEX.66.0F 75 /r           vpcmpeqw Kg{k},Hx,Wx
      EVEX.66.0F.W0 76 /r        vpcmpeqd Kg{k},Hx,Wx/b32
      EVEX.66.0F D1 /r           vpsrlw Vx{kz},Hx,Wo
      EVEX.66.0F.W0 D2 /r        vpsrld Vx{kz},Hx,Wo
      EVEX.66.0F.W1 D3 /r        vpsrlq Vx{kz},Hx,Wo
      EVEX.66.0F E1 /r           vpsraw Vx{kz},Hx,Wo
      EVEX.66.0F.W0 E2 /r        vpsrad Vx{kz},Hx,Wo
      EVEX.66.0F F1 /r           vpsllw Vx{kz},Hx,Wo
      EVEX.66.0F.W0 F2 /r        vpslld Vx{kz},Hx,Wo
      EVEX.66.0F.W1 F3 /r        vpsllq Vx{kz},Hx,Wo
      EVEX.66.0F.W1 E2 /r        vpsraq Vx{kz},Hx,Wo
      EVEX.66.0F 71 /2           vpsrlw Bx{kz},Wx,Ib
      EVEX.66.0F 71 /4           vpsraw Bx{kz},Wx,Ib
      EVEX.66.0F 71 /6           vpsllw Bx{kz},Wx,Ib
      EVEX.66.0F.W0 72 /2        vpsrld Bx{kz},Wx/b32,Ib
      EVEX.66.0F.W0 72 /4        vpsrad Bx{kz},Wx/b32,Ib
      EVEX.66.0F.W0 72 /6        vpslld Bx{kz},Wx/b32,Ib
      EVEX.66.0F.W1 73 /2        vpsrlq Bx{kz},Wx/b64,Ib
      EVEX.66.0F.W1 73 /6        vpsllq Bx{kz},Wx/b64,Ib
      EVEX.66.0F 73 /3           vpsrldq Bx,Wx,Ib
      EVEX.66.0F 73 /7           vpslldq Bx,Wx,Ib
      EVEX.66.0F.W1 72 /4        vpsraq Bx{kz},Wx/b64,Ib
      EVEX.66.0F.W0 72 /0        vprord Bx{kz},Wx/b32,Ib
      EVEX.66.0F.W1 72 /0        vprorq Bx{kz},Wx/b64,Ib
      EVEX.66.0F.W0 72 /1        vprold Bx{kz},Wx/b32,Ib
      EVEX.66.0F.W1 72 /1        vprolq Bx{kz},Wx/b64,Ib
      EVEX.66.0F.W0 70 /r        vpshufd Vx{kz},Wx/b32,Ib
      EVEX.F3.0F 70 /r           vpshufhw Vx{kz},Wx,Ib
      EVEX.F2.0F 70 /r           vpshuflw Vx{kz},Wx,Ib
      EVEX.128.66.0F C4 /r       vpinsrw Vo,Ho,RMw,Ib
      EVEX.128.66.0F C5 /r r     vpextrw Gd,Uo,Ib
      """;
}
