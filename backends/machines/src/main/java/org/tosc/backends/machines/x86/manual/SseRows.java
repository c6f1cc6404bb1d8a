package org.tosc.backends.machines.x86.manual;

/// SSE to SSE4.2 and what came with them (SDM volume 2, chapters 3 to 5, and tables ).
final class SseRows {
  private SseRows() {}

  /// `0F`.
  static final String MAP_0F =
      """
      NP 0F 51 /r     sqrtps Vo,Wo
      66 0F 51 /r     sqrtpd Vo,Wo
      F3 0F 51 /r     sqrtss Vo,Wd
      F2 0F 51 /r     sqrtsd Vo,Wq
      NP 0F 58 /r     addps Vo,Wo
      66 0F 58 /r     addpd Vo,Wo
      F3 0F 58 /r     addss Vo,Wd
      F2 0F 58 /r     addsd Vo,Wq
      NP 0F 59 /r     mulps Vo,Wo
      66 0F 59 /r     mulpd Vo,Wo
      F3 0F 59 /r     mulss Vo,Wd
      F2 0F 59 /r     mulsd Vo,Wq
      NP 0F 5C /r     subps Vo,Wo
      66 0F 5C /r     subpd Vo,Wo
      F3 0F 5C /r     subss Vo,Wd
      F2 0F 5C /r     subsd Vo,Wq
      NP 0F 5D /r     minps Vo,Wo
      66 0F 5D /r     minpd Vo,Wo
      F3 0F 5D /r     minss Vo,Wd
      F2 0F 5D /r     minsd Vo,Wq
      NP 0F 5E /r     divps Vo,Wo
      66 0F 5E /r     divpd Vo,Wo
      F3 0F 5E /r     divss Vo,Wd
      F2 0F 5E /r     divsd Vo,Wq
      NP 0F 5F /r     maxps Vo,Wo
      66 0F 5F /r     maxpd Vo,Wo
      F3 0F 5F /r     maxss Vo,Wd
      F2 0F 5F /r     maxsd Vo,Wq
      NP 0F 52 /r     rsqrtps Vo,Wo
      F3 0F 52 /r     rsqrtss Vo,Wd
      NP 0F 53 /r     rcpps Vo,Wo
      F3 0F 53 /r     rcpss Vo,Wd
      NP 0F 54 /r     andps Vo,Wo
      66 0F 54 /r     andpd Vo,Wo
      NP 0F 55 /r     andnps Vo,Wo
      66 0F 55 /r     andnpd Vo,Wo
      NP 0F 56 /r     orps Vo,Wo
      66 0F 56 /r     orpd Vo,Wo
      NP 0F 57 /r     xorps Vo,Wo
      66 0F 57 /r     xorpd Vo,Wo
      NP 0F 14 /r     unpcklps Vo,Wo
      66 0F 14 /r     unpcklpd Vo,Wo
      NP 0F 15 /r     unpckhps Vo,Wo
      66 0F 15 /r     unpckhpd Vo,Wo
      NP 0F 10 /r     movups Vo,Wo
      NP 0F 11 /r     movups Wo,Vo
      66 0F 10 /r     movupd Vo,Wo
      66 0F 11 /r     movupd Wo,Vo
      NP 0F 28 /r     movaps Vo,Wo
      NP 0F 29 /r     movaps Wo,Vo
      66 0F 28 /r     movapd Vo,Wo
      66 0F 29 /r     movapd Wo,Vo
      F3 0F 10 /r     movss Vo,Wd
      F3 0F 11 /r     movss Wd,Vo
      F2 0F 10 /r     movsd Vo,Wq
      F2 0F 11 /r     movsd Wq,Vo
      NP 0F 12 /r r   movhlps Vo,Uo
      NP 0F 12 /r m   movlps Vo,Mq
      66 0F 12 /r m   movlpd Vo,Mq
      NP 0F 13 /r m   movlps Mq,Vo
      66 0F 13 /r m   movlpd Mq,Vo
      NP 0F 16 /r r   movlhps Vo,Uo
      NP 0F 16 /r m   movhps Vo,Mq
      66 0F 16 /r m   movhpd Vo,Mq
      NP 0F 17 /r m   movhps Mq,Vo
      66 0F 17 /r m   movhpd Mq,Vo
      F3 0F 12 /r     movsldup Vo,Wo
      F3 0F 16 /r     movshdup Vo,Wo
      F2 0F 12 /r     movddup Vo,Wq
      NP 0F 2B /r m   movntps Mo,Vo
      66 0F 2B /r m   movntpd Mo,Vo
      66 0F E7 /r m   movntdq Mo,Vo
      F2 0F F0 /r m   lddqu Vo,Mo  unsized
      66 0F 6F /r     movdqa Vo,Wo
      F3 0F 6F /r     movdqu Vo,Wo
      66 0F 7F /r     movdqa Wo,Vo
      F3 0F 7F /r     movdqu Wo,Vo
      66 0F 6E /r W0  movd Vo,Ed
      66 0F 7E /r W0  movd Ed,Vo
      66 0F 6E /r W1  movq Vo,Eq
      66 0F 7E /r W1  movq Eq,Vo
      F3 0F 7E /r     movq Vo,Wq
      66 0F D6 /r     movq Wq,Vo
      66 0F F7 /r r   maskmovdqu Vo,Uo
      NP 0F 50 /r r   movmskps Gy,Uo
      66 0F 50 /r r   movmskpd Gy,Uo
      66 0F D7 /r r   pmovmskb Gy,Uo
      NP 0F 2E /r     ucomiss Vo,Wd
      66 0F 2E /r     ucomisd Vo,Wq
      NP 0F 2F /r     comiss Vo,Wd
      66 0F 2F /r     comisd Vo,Wq
      NP 0F C2 /r     cmpps Vo,Wo,Ib
      66 0F C2 /r     cmppd Vo,Wo,Ib
      F3 0F C2 /r     cmpss Vo,Wd,Ib
      F2 0F C2 /r     cmpsd Vo,Wq,Ib
      NP 0F C6 /r     shufps Vo,Wo,Ib
      66 0F C6 /r     shufpd Vo,Wo,Ib
      F3 0F 2A /r     cvtsi2ss Vo,Ey
      F3 0F 2C /r     cvttss2si Gy,Wd
      F3 0F 2D /r     cvtss2si Gy,Wd
      F2 0F 2A /r     cvtsi2sd Vo,Ey
      F2 0F 2C /r     cvttsd2si Gy,Wq
      F2 0F 2D /r     cvtsd2si Gy,Wq
      NP 0F 5A /r     cvtps2pd Vo,Wq
      66 0F 5A /r     cvtpd2ps Vo,Wo
      F3 0F 5A /r     cvtss2sd Vo,Wd
      F2 0F 5A /r     cvtsd2ss Vo,Wq
      NP 0F 5B /r     cvtdq2ps Vo,Wo
      66 0F 5B /r     cvtps2dq Vo,Wo
      F3 0F 5B /r     cvttps2dq Vo,Wo
      F3 0F E6 /r     cvtdq2pd Vo,Wq
      66 0F E6 /r     cvttpd2dq Vo,Wo
      F2 0F E6 /r     cvtpd2dq Vo,Wo
      66 0F 60 /r     punpcklbw Vo,Wo
      66 0F 61 /r     punpcklwd Vo,Wo
      66 0F 62 /r     punpckldq Vo,Wo
      66 0F 63 /r     packsswb Vo,Wo
      66 0F 67 /r     packuswb Vo,Wo
      66 0F 68 /r     punpckhbw Vo,Wo
      66 0F 69 /r     punpckhwd Vo,Wo
      66 0F 6A /r     punpckhdq Vo,Wo
      66 0F 6B /r     packssdw Vo,Wo
      66 0F 6C /r     punpcklqdq Vo,Wo
      66 0F 6D /r     punpckhqdq Vo,Wo
      66 0F D4 /r     paddq Vo,Wo
      66 0F D5 /r     pmullw Vo,Wo
      66 0F D8 /r     psubusb Vo,Wo
      66 0F D9 /r     psubusw Vo,Wo
      66 0F DA /r     pminub Vo,Wo
      66 0F DC /r     paddusb Vo,Wo
      66 0F DD /r     paddusw Vo,Wo
      66 0F DE /r     pmaxub Vo,Wo
      66 0F E0 /r     pavgb Vo,Wo
      66 0F E3 /r     pavgw Vo,Wo
      66 0F E4 /r     pmulhuw Vo,Wo
      66 0F E5 /r     pmulhw Vo,Wo
      66 0F E8 /r     psubsb Vo,Wo
      66 0F E9 /r     psubsw Vo,Wo
      66 0F EA /r     pminsw Vo,Wo
      66 0F EC /r     paddsb Vo,Wo
      66 0F ED /r     paddsw Vo,Wo
      66 0F EE /r     pmaxsw Vo,Wo
      66 0F F4 /r     pmuludq Vo,Wo
      66 0F F5 /r     pmaddwd Vo,Wo
      66 0F F8 /r     psubb Vo,Wo
      66 0F F9 /r     psubw Vo,Wo
      66 0F FA /r     psubd Vo,Wo
      66 0F FB /r     psubq Vo,Wo
      66 0F FC /r     paddb Vo,Wo
      66 0F FD /r     paddw Vo,Wo
      66 0F FE /r     paddd Vo,Wo
      66 0F F6 /r     psadbw Vo,Wo
      66 0F DB /r     pand Vo,Wo
      66 0F DF /r     pandn Vo,Wo
      66 0F EB /r     por Vo,Wo
      66 0F EF /r     pxor Vo,Wo
      66 0F 64 /r     pcmpgtb Vo,Wo
      66 0F 65 /r     pcmpgtw Vo,Wo
      66 0F 66 /r     pcmpgtd Vo,Wo
      66 0F 74 /r     pcmpeqb Vo,Wo
      66 0F 75 /r     pcmpeqw Vo,Wo
      66 0F 76 /r     pcmpeqd Vo,Wo
      66 0F D1 /r     psrlw Vo,Wo
      66 0F D2 /r     psrld Vo,Wo
      66 0F D3 /r     psrlq Vo,Wo
      66 0F E1 /r     psraw Vo,Wo
      66 0F E2 /r     psrad Vo,Wo
      66 0F F1 /r     psllw Vo,Wo
      66 0F F2 /r     pslld Vo,Wo
      66 0F F3 /r     psllq Vo,Wo
      66 0F 71 /2 r   psrlw Uo,Ib
      66 0F 71 /4 r   psraw Uo,Ib
      66 0F 71 /6 r   psllw Uo,Ib
      66 0F 72 /2 r   psrld Uo,Ib
      66 0F 72 /4 r   psrad Uo,Ib
      66 0F 72 /6 r   pslld Uo,Ib
      66 0F 73 /2 r   psrlq Uo,Ib
      66 0F 73 /6 r   psllq Uo,Ib
      66 0F 73 /3 r   psrldq Uo,Ib
      66 0F 73 /7 r   pslldq Uo,Ib
      66 0F 70 /r     pshufd Vo,Wo,Ib
      F3 0F 70 /r     pshufhw Vo,Wo,Ib
      F2 0F 70 /r     pshuflw Vo,Wo,Ib
      66 0F C4 /r     pinsrw Vo,RMw,Ib
      66 0F C5 /r r   pextrw Gd,Uo,Ib
      66 0F 7C /r     haddpd Vo,Wo
      F2 0F 7C /r     haddps Vo,Wo
      66 0F 7D /r     hsubpd Vo,Wo
      F2 0F 7D /r     hsubps Vo,Wo
      66 0F D0 /r     addsubpd Vo,Wo
      F2 0F D0 /r     addsubps Vo,Wo
      """;

  /// `0F 38`.
  static final String MAP_0F38 =
      """
      66 0F38 2A /r m  movntdqa Vo,Mo
      66 0F38 29 /r    pcmpeqq Vo,Wo
      66 0F38 37 /r    pcmpgtq Vo,Wo
      66 0F38 00 /r    pshufb Vo,Wo
      66 0F38 01 /r    phaddw Vo,Wo
      66 0F38 02 /r    phaddd Vo,Wo
      66 0F38 03 /r    phaddsw Vo,Wo
      66 0F38 04 /r    pmaddubsw Vo,Wo
      66 0F38 05 /r    phsubw Vo,Wo
      66 0F38 06 /r    phsubd Vo,Wo
      66 0F38 07 /r    phsubsw Vo,Wo
      66 0F38 08 /r    psignb Vo,Wo
      66 0F38 09 /r    psignw Vo,Wo
      66 0F38 0A /r    psignd Vo,Wo
      66 0F38 0B /r    pmulhrsw Vo,Wo
      66 0F38 28 /r    pmuldq Vo,Wo
      66 0F38 2B /r    packusdw Vo,Wo
      66 0F38 38 /r    pminsb Vo,Wo
      66 0F38 39 /r    pminsd Vo,Wo
      66 0F38 3A /r    pminuw Vo,Wo
      66 0F38 3B /r    pminud Vo,Wo
      66 0F38 3C /r    pmaxsb Vo,Wo
      66 0F38 3D /r    pmaxsd Vo,Wo
      66 0F38 3E /r    pmaxuw Vo,Wo
      66 0F38 3F /r    pmaxud Vo,Wo
      66 0F38 40 /r    pmulld Vo,Wo
      66 0F38 1C /r    pabsb Vo,Wo
      66 0F38 1D /r    pabsw Vo,Wo
      66 0F38 1E /r    pabsd Vo,Wo
      66 0F38 41 /r    phminposuw Vo,Wo
      66 0F38 17 /r    ptest Vo,Wo
      66 0F38 10 /r    pblendvb Vo,Wo,XMM0
      66 0F38 14 /r    blendvps Vo,Wo,XMM0
      66 0F38 15 /r    blendvpd Vo,Wo,XMM0
      66 0F38 20 /r    pmovsxbw Vo,Wq
      66 0F38 30 /r    pmovzxbw Vo,Wq
      66 0F38 21 /r    pmovsxbd Vo,Wd
      66 0F38 31 /r    pmovzxbd Vo,Wd
      66 0F38 22 /r    pmovsxbq Vo,Ww
      66 0F38 32 /r    pmovzxbq Vo,Ww
      66 0F38 23 /r    pmovsxwd Vo,Wq
      66 0F38 33 /r    pmovzxwd Vo,Wq
      66 0F38 24 /r    pmovsxwq Vo,Wd
      66 0F38 34 /r    pmovzxwq Vo,Wd
      66 0F38 25 /r    pmovsxdq Vo,Wq
      66 0F38 35 /r    pmovzxdq Vo,Wq
      66 0F38 DC /r    aesenc Vo,Wo
      66 0F38 DD /r    aesenclast Vo,Wo
      66 0F38 DE /r    aesdec Vo,Wo
      66 0F38 DF /r    aesdeclast Vo,Wo
      66 0F38 DB /r    aesimc Vo,Wo
      66 0F38 CF /r    gf2p8mulb Vo,Wo
      """;

  /// `0F 3A`.
  static final String MAP_0F3A =
      """
      66 0F3A 0F /r     palignr Vo,Wo,Ib
      66 0F3A 14 /r     pextrb RMb,Vo,Ib
      66 0F3A 15 /r     pextrw RMw,Vo,Ib
      66 0F3A 20 /r     pinsrb Vo,RMb,Ib
      66 0F3A 16 /r W0  pextrd Ed,Vo,Ib
      66 0F3A 22 /r W0  pinsrd Vo,Ed,Ib
      66 0F3A 16 /r W1  pextrq Eq,Vo,Ib
      66 0F3A 22 /r W1  pinsrq Vo,Eq,Ib
      66 0F3A 17 /r     extractps Ed,Vo,Ib
      66 0F3A 21 /r     insertps Vo,Wd,Ib
      66 0F3A 08 /r     roundps Vo,Wo,Ib
      66 0F3A 09 /r     roundpd Vo,Wo,Ib
      66 0F3A 0A /r     roundss Vo,Wd,Ib
      66 0F3A 0B /r     roundsd Vo,Wq,Ib
      66 0F3A 0C /r     blendps Vo,Wo,Ib
      66 0F3A 0D /r     blendpd Vo,Wo,Ib
      66 0F3A 0E /r     pblendw Vo,Wo,Ib
      66 0F3A 40 /r     dpps Vo,Wo,Ib
      66 0F3A 42 /r     mpsadbw Vo,Wo,Ib
      66 0F3A 41 /r     dppd Vo,Wo,Ib
      66 0F3A 60 /r     pcmpestrm/pcmpestrm/pcmpestrmq Vo,Wo,Ib
      66 0F3A 61 /r     pcmpestri/pcmpestri/pcmpestriq Vo,Wo,Ib
      66 0F3A 62 /r     pcmpistrm Vo,Wo,Ib
      66 0F3A 63 /r     pcmpistri Vo,Wo,Ib
      66 0F3A 44 /r     pclmulqdq Vo,Wo,Ib
      66 0F3A DF /r     aeskeygenassist Vo,Wo,Ib
      66 0F3A CE /r     gf2p8affineqb Vo,Wo,Ib
      66 0F3A CF /r     gf2p8affineinvqb Vo,Wo,Ib
      """;
}
