package org.tosc.backends.machines.x86.manual;

/// AVX-512 of map `0F 3A` (SDM volume 2, chapters 3 to 5).
final class Avx512Rows0F3A {
  private Avx512Rows0F3A() {}

  /// `EVEX.0F3A`.
  static final String ROWS =
      """
      EVEX.66.0F3A.W0 1D /r      vcvtps2ph Wh{kz},Vx,Ib           sae
      EVEX.66.0F3A 0F /r         vpalignr Vx{kz},Hx,Wx,Ib
      EVEX.128.66.0F3A 14 /r     vpextrb RMb,Vo,Ib
      EVEX.128.66.0F3A 15 /r     vpextrw RMw,Vo,Ib
      EVEX.128.66.0F3A 20 /r     vpinsrb Vo,Ho,RMb,Ib
      EVEX.128.66.0F3A.W0 16 /r  vpextrd Ed,Vo,Ib
      EVEX.128.66.0F3A.W0 22 /r  vpinsrd Vo,Ho,Ed,Ib
      EVEX.128.66.0F3A.W1 16 /r  vpextrq Eq,Vo,Ib
      EVEX.128.66.0F3A.W1 22 /r  vpinsrq Vo,Ho,Eq,Ib
      EVEX.128.66.0F3A 17 /r     vextractps Ed,Vo,Ib
      EVEX.128.66.0F3A.W0 21 /r  vinsertps Vo,Ho,Wd,Ib
      EVEX.256.66.0F3A.W0 18 /r  vinsertf32x4 Vx{kz},Hx,Wo,Ib
      EVEX.256.66.0F3A.W0 19 /r  vextractf32x4 Wo{kz},Vx,Ib
      EVEX.256.66.0F3A.W1 18 /r  vinsertf64x2 Vx{kz},Hx,Wo,Ib
      EVEX.256.66.0F3A.W1 19 /r  vextractf64x2 Wo{kz},Vx,Ib
      EVEX.512.66.0F3A.W0 18 /r  vinsertf32x4 Vx{kz},Hx,Wo,Ib
      EVEX.512.66.0F3A.W0 19 /r  vextractf32x4 Wo{kz},Vx,Ib
      EVEX.512.66.0F3A.W1 18 /r  vinsertf64x2 Vx{kz},Hx,Wo,Ib
      EVEX.512.66.0F3A.W1 19 /r  vextractf64x2 Wo{kz},Vx,Ib
      EVEX.512.66.0F3A.W0 1A /r  vinsertf32x8 Vx{kz},Hx,Wt,Ib
      EVEX.512.66.0F3A.W0 1B /r  vextractf32x8 Wt{kz},Vx,Ib
      EVEX.512.66.0F3A.W1 1A /r  vinsertf64x4 Vx{kz},Hx,Wt,Ib
      EVEX.512.66.0F3A.W1 1B /r  vextractf64x4 Wt{kz},Vx,Ib
      EVEX.256.66.0F3A.W0 38 /r  vinserti32x4 Vx{kz},Hx,Wo,Ib
      EVEX.256.66.0F3A.W0 39 /r  vextracti32x4 Wo{kz},Vx,Ib
      EVEX.256.66.0F3A.W1 38 /r  vinserti64x2 Vx{kz},Hx,Wo,Ib
      EVEX.256.66.0F3A.W1 39 /r  vextracti64x2 Wo{kz},Vx,Ib
      EVEX.512.66.0F3A.W0 38 /r  vinserti32x4 Vx{kz},Hx,Wo,Ib
      EVEX.512.66.0F3A.W0 39 /r  vextracti32x4 Wo{kz},Vx,Ib
      EVEX.512.66.0F3A.W1 38 /r  vinserti64x2 Vx{kz},Hx,Wo,Ib
      EVEX.512.66.0F3A.W1 39 /r  vextracti64x2 Wo{kz},Vx,Ib
      EVEX.512.66.0F3A.W0 3A /r  vinserti32x8 Vx{kz},Hx,Wt,Ib
      EVEX.512.66.0F3A.W0 3B /r  vextracti32x8 Wt{kz},Vx,Ib
      EVEX.512.66.0F3A.W1 3A /r  vinserti64x4 Vx{kz},Hx,Wt,Ib
      EVEX.512.66.0F3A.W1 3B /r  vextracti64x4 Wt{kz},Vx,Ib
      EVEX.66.0F3A.W0 04 /r      vpermilps Vx{kz},Wx/b32,Ib
      EVEX.66.0F3A.W1 05 /r      vpermilpd Vx{kz},Wx/b64,Ib
      EVEX.256.66.0F3A.W1 00 /r  vpermq Vx{kz},Wx/b64,Ib
      EVEX.256.66.0F3A.W1 01 /r  vpermpd Vx{kz},Wx/b64,Ib
      EVEX.256.66.0F3A.W0 23 /r  vshuff32x4 Vx{kz},Hx,Wx/b32,Ib
      EVEX.256.66.0F3A.W1 23 /r  vshuff64x2 Vx{kz},Hx,Wx/b64,Ib
      EVEX.256.66.0F3A.W0 43 /r  vshufi32x4 Vx{kz},Hx,Wx/b32,Ib
      EVEX.256.66.0F3A.W1 43 /r  vshufi64x2 Vx{kz},Hx,Wx/b64,Ib
      EVEX.512.66.0F3A.W1 00 /r  vpermq Vx{kz},Wx/b64,Ib
      EVEX.512.66.0F3A.W1 01 /r  vpermpd Vx{kz},Wx/b64,Ib
      EVEX.512.66.0F3A.W0 23 /r  vshuff32x4 Vx{kz},Hx,Wx/b32,Ib
      EVEX.512.66.0F3A.W1 23 /r  vshuff64x2 Vx{kz},Hx,Wx/b64,Ib
      EVEX.512.66.0F3A.W0 43 /r  vshufi32x4 Vx{kz},Hx,Wx/b32,Ib
      EVEX.512.66.0F3A.W1 43 /r  vshufi64x2 Vx{kz},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W0 26 /r      vgetmantps Vx{kz},Wx/b32,Ib      sae
      EVEX.LIG.66.0F3A.W0 27 /r  vgetmantss Vo{kz},Ho,Wd,Ib       sae
      EVEX.66.0F3A.W0 08 /r      vrndscaleps Vx{kz},Wx/b32,Ib     sae
      EVEX.LIG.66.0F3A.W0 0A /r  vrndscaless Vo{kz},Ho,Wd,Ib      sae
      EVEX.66.0F3A.W0 50 /r      vrangeps Vx{kz},Hx,Wx/b32,Ib     sae
      EVEX.LIG.66.0F3A.W0 51 /r  vrangess Vo{kz},Ho,Wd,Ib         sae
      EVEX.66.0F3A.W0 54 /r      vfixupimmps Vx{kz},Hx,Wx/b32,Ib  sae
      EVEX.LIG.66.0F3A.W0 55 /r  vfixupimmss Vo{kz},Ho,Wd,Ib      sae
      EVEX.66.0F3A.W0 56 /r      vreduceps Vx{kz},Wx/b32,Ib       sae
      EVEX.LIG.66.0F3A.W0 57 /r  vreducess Vo{kz},Ho,Wd,Ib        sae
      EVEX.66.0F3A.W0 66 /r      vfpclassps Kg{k},Wx/b32,Ib       sized
      EVEX.LIG.66.0F3A.W0 67 /r  vfpclassss Kg{k},Wd,Ib
      EVEX.66.0F3A.W0 25 /r      vpternlogd Vx{kz},Hx,Wx/b32,Ib
      EVEX.66.0F3A.W0 03 /r      valignd Vx{kz},Hx,Wx/b32,Ib
      EVEX.66.0F3A.W0 1E /r      vpcmpud Kg{k},Hx,Wx/b32,Ib
      EVEX.66.0F3A.W0 1F /r      vpcmpd Kg{k},Hx,Wx/b32,Ib
      EVEX.66.0F3A.W0 3E /r      vpcmpub Kg{k},Hx,Wx,Ib
      EVEX.66.0F3A.W0 3F /r      vpcmpb Kg{k},Hx,Wx,Ib
      EVEX.66.0F3A.W0 71 /r      vpshldd Vx{kz},Hx,Wx/b32,Ib
      EVEX.66.0F3A.W0 73 /r      vpshrdd Vx{kz},Hx,Wx/b32,Ib
      EVEX.66.0F3A.W1 26 /r      vgetmantpd Vx{kz},Wx/b64,Ib      sae
      EVEX.LIG.66.0F3A.W1 27 /r  vgetmantsd Vo{kz},Ho,Wq,Ib       sae
      EVEX.66.0F3A.W1 09 /r      vrndscalepd Vx{kz},Wx/b64,Ib     sae
      EVEX.LIG.66.0F3A.W1 0B /r  vrndscalesd Vo{kz},Ho,Wq,Ib      sae
      EVEX.66.0F3A.W1 50 /r      vrangepd Vx{kz},Hx,Wx/b64,Ib     sae
      EVEX.LIG.66.0F3A.W1 51 /r  vrangesd Vo{kz},Ho,Wq,Ib         sae
      EVEX.66.0F3A.W1 54 /r      vfixupimmpd Vx{kz},Hx,Wx/b64,Ib  sae
      EVEX.LIG.66.0F3A.W1 55 /r  vfixupimmsd Vo{kz},Ho,Wq,Ib      sae
      EVEX.66.0F3A.W1 56 /r      vreducepd Vx{kz},Wx/b64,Ib       sae
      EVEX.LIG.66.0F3A.W1 57 /r  vreducesd Vo{kz},Ho,Wq,Ib        sae
      EVEX.66.0F3A.W1 66 /r      vfpclasspd Kg{k},Wx/b64,Ib       sized
      EVEX.LIG.66.0F3A.W1 67 /r  vfpclasssd Kg{k},Wq,Ib
      EVEX.66.0F3A.W1 25 /r      vpternlogq Vx{kz},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W1 03 /r      valignq Vx{kz},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W1 1E /r      vpcmpuq Kg{k},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W1 1F /r      vpcmpq Kg{k},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W1 3E /r      vpcmpuw Kg{k},Hx,Wx,Ib
      EVEX.66.0F3A.W1 3F /r      vpcmpw Kg{k},Hx,Wx,Ib
      EVEX.66.0F3A.W1 71 /r      vpshldq Vx{kz},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W1 73 /r      vpshrdq Vx{kz},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W1 70 /r      vpshldw Vx{kz},Hx,Wx,Ib
      EVEX.66.0F3A.W1 72 /r      vpshrdw Vx{kz},Hx,Wx,Ib
      EVEX.66.0F3A.W0 42 /r      vdbpsadbw Vx{kz},Hx,Wx,Ib
      EVEX.66.0F3A 44 /r         vpclmulqdq Vx,Hx,Wx,Ib
      EVEX.66.0F3A.W1 CE /r      vgf2p8affineqb Vx{kz},Hx,Wx/b64,Ib
      EVEX.66.0F3A.W1 CF /r      vgf2p8affineinvqb Vx{kz},Hx,Wx/b64,Ib
      """;
}
