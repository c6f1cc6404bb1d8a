package org.tosc.backends.x86.asm;

/// Lanes from one place to another: shuffles, permutations, parts, broadcasts, blends.
public enum VectorShuffle implements Opcode {
  // Two vectors, lane by lane; halves as wide.
  VUNPCKLPS("Vx,Hx,Wx : VEX.0F.WIG 14 /r : AVX", "Vx{kz},Hx,Wx/b32 : EVEX.0F.W0 14 /r : AVX512F"),
  VUNPCKLPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 14 /r : AVX", "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 14 /r : AVX512F"),
  VUNPCKHPS("Vx,Hx,Wx : VEX.0F.WIG 15 /r : AVX", "Vx{kz},Hx,Wx/b32 : EVEX.0F.W0 15 /r : AVX512F"),
  VUNPCKHPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 15 /r : AVX", "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 15 /r : AVX512F"),
  VPUNPCKLBW(
      "Vx,Hx,Wx : VEX.66.0F.WIG 60 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG 60 /r : AVX512BW"),
  VPUNPCKLWD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 61 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG 61 /r : AVX512BW"),
  VPUNPCKLDQ(
      "Vx,Hx,Wx : VEX.66.0F.WIG 62 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 62 /r : AVX512F"),
  VPUNPCKLQDQ(
      "Vx,Hx,Wx : VEX.66.0F.WIG 6C /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 6C /r : AVX512F"),
  VPUNPCKHBW(
      "Vx,Hx,Wx : VEX.66.0F.WIG 68 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG 68 /r : AVX512BW"),
  VPUNPCKHWD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 69 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG 69 /r : AVX512BW"),
  VPUNPCKHDQ(
      "Vx,Hx,Wx : VEX.66.0F.WIG 6A /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 6A /r : AVX512F"),
  VPUNPCKHQDQ(
      "Vx,Hx,Wx : VEX.66.0F.WIG 6D /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 6D /r : AVX512F"),
  VPACKSSWB(
      "Vx,Hx,Wx : VEX.66.0F.WIG 63 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG 63 /r : AVX512BW"),
  VPACKUSWB(
      "Vx,Hx,Wx : VEX.66.0F.WIG 67 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG 67 /r : AVX512BW"),
  VPACKSSDW(
      "Vx,Hx,Wx : VEX.66.0F.WIG 6B /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 6B /r : AVX512BW"),
  VPACKUSDW(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 2B /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 2B /r : AVX512BW"),

  // Within 128 bits.
  VSHUFPS(
      "Vx,Hx,Wx,Ib : VEX.0F.WIG C6 /r ib : AVX",
      "Vx{kz},Hx,Wx/b32,Ib : EVEX.0F.W0 C6 /r ib : AVX512F"),
  VSHUFPD(
      "Vx,Hx,Wx,Ib : VEX.66.0F.WIG C6 /r ib : AVX",
      "Vx{kz},Hx,Wx/b64,Ib : EVEX.66.0F.W1 C6 /r ib : AVX512F"),
  VPSHUFB(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 00 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.WIG 00 /r : AVX512BW"),
  VPSHUFD(
      "Vx,Wx,Ib : VEX.66.0F.WIG 70 /r ib : AVX,AVX2",
      "Vx{kz},Wx/b32,Ib : EVEX.66.0F.W0 70 /r ib : AVX512F"),
  VPSHUFHW(
      "Vx,Wx,Ib : VEX.F3.0F.WIG 70 /r ib : AVX,AVX2",
      "Vx{kz},Wx,Ib : EVEX.F3.0F.WIG 70 /r ib : AVX512BW"),
  VPSHUFLW(
      "Vx,Wx,Ib : VEX.F2.0F.WIG 70 /r ib : AVX,AVX2",
      "Vx{kz},Wx,Ib : EVEX.F2.0F.WIG 70 /r ib : AVX512BW"),
  VPERMILPS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 0C /r : AVX",
      "Vx,Wx,Ib : VEX.66.0F3A.W0 04 /r ib : AVX",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 0C /r : AVX512F",
      "Vx{kz},Wx/b32,Ib : EVEX.66.0F3A.W0 04 /r ib : AVX512F"),
  VPERMILPD(
      "Vx,Hx,Wx : VEX.66.0F38.W0 0D /r : AVX",
      "Vx,Wx,Ib : VEX.66.0F3A.W0 05 /r ib : AVX",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 0D /r : AVX512F",
      "Vx{kz},Wx/b64,Ib : EVEX.66.0F3A.W1 05 /r ib : AVX512F"),
  VMOVSLDUP("Vx,Wx : VEX.F3.0F.WIG 12 /r : AVX", "Vx{kz},Wx : EVEX.F3.0F.W0 12 /r : AVX512F"),
  VMOVSHDUP("Vx,Wx : VEX.F3.0F.WIG 16 /r : AVX", "Vx{kz},Wx : EVEX.F3.0F.W0 16 /r : AVX512F"),
  VMOVDDUP(
      "Vdq,Wq : VEX.128.F2.0F.WIG 12 /r : AVX",
      "Vqq,Wqq : VEX.256.F2.0F.WIG 12 /r : AVX",
      "Vdq{kz},Wq : EVEX.128.F2.0F.W1 12 /r : AVX512F+AVX512VL",
      "Vx{kz},Wx : EVEX.256+.F2.0F.W1 12 /r : AVX512F"),

  // Across all lanes.
  VPALIGNR(
      "Vx,Hx,Wx,Ib : VEX.66.0F3A.WIG 0F /r ib : AVX,AVX2",
      "Vx{kz},Hx,Wx,Ib : EVEX.66.0F3A.WIG 0F /r ib : AVX512BW"),
  VALIGND("Vx{kz},Hx,Wx/b32,Ib : EVEX.66.0F3A.W0 03 /r ib : AVX512F"),
  VALIGNQ("Vx{kz},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 03 /r ib : AVX512F"),
  VPERMPS(
      "Vqq,Hqq,Wqq : VEX.256.66.0F38.W0 16 /r : AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.256+.66.0F38.W0 16 /r : AVX512F"),
  VPERMD(
      "Vqq,Hqq,Wqq : VEX.256.66.0F38.W0 36 /r : AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.256+.66.0F38.W0 36 /r : AVX512F"),
  VPERMPD(
      "Vqq,Wqq,Ib : VEX.256.66.0F3A.W1 01 /r ib : AVX2",
      "Vx{kz},Wx/b64,Ib : EVEX.256+.66.0F3A.W1 01 /r ib : AVX512F",
      "Vx{kz},Hx,Wx/b64 : EVEX.256+.66.0F38.W1 16 /r : AVX512F"),
  VPERMQ(
      "Vqq,Wqq,Ib : VEX.256.66.0F3A.W1 00 /r ib : AVX2",
      "Vx{kz},Wx/b64,Ib : EVEX.256+.66.0F3A.W1 00 /r ib : AVX512F",
      "Vx{kz},Hx,Wx/b64 : EVEX.256+.66.0F38.W1 36 /r : AVX512F"),
  VPERMB("Vx{kz},Hx,Wx : EVEX.66.0F38.W0 8D /r : AVX512_VBMI"),
  VPERMW("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 8D /r : AVX512BW"),
  VPERMI2B("Vx{kz},Hx,Wx : EVEX.66.0F38.W0 75 /r : AVX512_VBMI"),
  VPERMI2W("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 75 /r : AVX512BW"),
  VPERMI2D("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 76 /r : AVX512F"),
  VPERMI2Q("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 76 /r : AVX512F"),
  VPERMI2PS("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 77 /r : AVX512F"),
  VPERMI2PD("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 77 /r : AVX512F"),
  VPERMT2B("Vx{kz},Hx,Wx : EVEX.66.0F38.W0 7D /r : AVX512_VBMI"),
  VPERMT2W("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 7D /r : AVX512BW"),
  VPERMT2D("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 7E /r : AVX512F"),
  VPERMT2Q("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 7E /r : AVX512F"),
  VPERMT2PS("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 7F /r : AVX512F"),
  VPERMT2PD("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 7F /r : AVX512F"),
  VPERM2F128("Vqq,Hqq,Wqq,Ib : VEX.256.66.0F3A.W0 06 /r ib : AVX"),
  VPERM2I128("Vqq,Hqq,Wqq,Ib : VEX.256.66.0F3A.W0 46 /r ib : AVX2"),
  VSHUFF32X4("Vx{kz},Hx,Wx/b32,Ib : EVEX.256+.66.0F3A.W0 23 /r ib : AVX512F"),
  VSHUFF64X2("Vx{kz},Hx,Wx/b64,Ib : EVEX.256+.66.0F3A.W1 23 /r ib : AVX512F"),
  VSHUFI32X4("Vx{kz},Hx,Wx/b32,Ib : EVEX.256+.66.0F3A.W0 43 /r ib : AVX512F"),
  VSHUFI64X2("Vx{kz},Hx,Wx/b64,Ib : EVEX.256+.66.0F3A.W1 43 /r ib : AVX512F"),

  // A part of a vector into it or out of it.
  VINSERTF128("Vqq,Hqq,Wdq,Ib : VEX.256.66.0F3A.W0 18 /r ib : AVX"),
  VEXTRACTF128("Wdq,Vqq,Ib : VEX.256.66.0F3A.W0 19 /r ib : AVX"),
  VINSERTI128("Vqq,Hqq,Wdq,Ib : VEX.256.66.0F3A.W0 38 /r ib : AVX2"),
  VEXTRACTI128("Wdq,Vqq,Ib : VEX.256.66.0F3A.W0 39 /r ib : AVX2"),
  VINSERTF32X4("Vx{kz},Hx,Wdq,Ib : EVEX.256+.66.0F3A.W0 18 /r ib : AVX512F"),
  VEXTRACTF32X4("Wdq{kz},Vx,Ib : EVEX.256+.66.0F3A.W0 19 /r ib : AVX512F"),
  VINSERTF64X2("Vx{kz},Hx,Wdq,Ib : EVEX.256+.66.0F3A.W1 18 /r ib : AVX512DQ"),
  VEXTRACTF64X2("Wdq{kz},Vx,Ib : EVEX.256+.66.0F3A.W1 19 /r ib : AVX512DQ"),
  VINSERTF32X8("Vx{kz},Hx,Wqq,Ib : EVEX.512.66.0F3A.W0 1A /r ib : AVX512DQ"),
  VEXTRACTF32X8("Wqq{kz},Vx,Ib : EVEX.512.66.0F3A.W0 1B /r ib : AVX512DQ"),
  VINSERTF64X4("Vx{kz},Hx,Wqq,Ib : EVEX.512.66.0F3A.W1 1A /r ib : AVX512F"),
  VEXTRACTF64X4("Wqq{kz},Vx,Ib : EVEX.512.66.0F3A.W1 1B /r ib : AVX512F"),
  VINSERTI32X4("Vx{kz},Hx,Wdq,Ib : EVEX.256+.66.0F3A.W0 38 /r ib : AVX512F"),
  VEXTRACTI32X4("Wdq{kz},Vx,Ib : EVEX.256+.66.0F3A.W0 39 /r ib : AVX512F"),
  VINSERTI64X2("Vx{kz},Hx,Wdq,Ib : EVEX.256+.66.0F3A.W1 38 /r ib : AVX512DQ"),
  VEXTRACTI64X2("Wdq{kz},Vx,Ib : EVEX.256+.66.0F3A.W1 39 /r ib : AVX512DQ"),
  VINSERTI32X8("Vx{kz},Hx,Wqq,Ib : EVEX.512.66.0F3A.W0 3A /r ib : AVX512DQ"),
  VEXTRACTI32X8("Wqq{kz},Vx,Ib : EVEX.512.66.0F3A.W0 3B /r ib : AVX512DQ"),
  VINSERTI64X4("Vx{kz},Hx,Wqq,Ib : EVEX.512.66.0F3A.W1 3A /r ib : AVX512F"),
  VEXTRACTI64X4("Wqq{kz},Vx,Ib : EVEX.512.66.0F3A.W1 3B /r ib : AVX512F"),

  // One element or part for all.
  VBROADCASTSS(
      "Vx,Md : VEX.66.0F38.W0 18 /r : AVX",
      "Vx,Udq : VEX.66.0F38.W0 18 /r : AVX2",
      "Vx{kz},Wd : EVEX.66.0F38.W0 18 /r : AVX512F"),
  VBROADCASTSD(
      "Vqq,Mq : VEX.256.66.0F38.W0 19 /r : AVX",
      "Vqq,Udq : VEX.256.66.0F38.W0 19 /r : AVX2",
      "Vx{kz},Wq : EVEX.256+.66.0F38.W1 19 /r : AVX512F"),
  VBROADCASTF128("Vqq,Mdq : VEX.256.66.0F38.W0 1A /r : AVX"),
  VBROADCASTI128("Vqq,Mdq : VEX.256.66.0F38.W0 5A /r : AVX2"),
  VBROADCASTF32X2("Vx{kz},Wq : EVEX.256+.66.0F38.W0 19 /r : AVX512DQ"),
  VBROADCASTF32X4("Vx{kz},Mdq : EVEX.256+.66.0F38.W0 1A /r : AVX512F"),
  VBROADCASTF64X2("Vx{kz},Mdq : EVEX.256+.66.0F38.W1 1A /r : AVX512DQ"),
  VBROADCASTF32X8("Vx{kz},Mqq : EVEX.512.66.0F38.W0 1B /r : AVX512DQ"),
  VBROADCASTF64X4("Vx{kz},Mqq : EVEX.512.66.0F38.W1 1B /r : AVX512F"),
  VBROADCASTI32X2("Vx{kz},Wq : EVEX.66.0F38.W0 59 /r : AVX512DQ"),
  VBROADCASTI32X4("Vx{kz},Mdq : EVEX.256+.66.0F38.W0 5A /r : AVX512F"),
  VBROADCASTI64X2("Vx{kz},Mdq : EVEX.256+.66.0F38.W1 5A /r : AVX512DQ"),
  VBROADCASTI32X8("Vx{kz},Mqq : EVEX.512.66.0F38.W0 5B /r : AVX512DQ"),
  VBROADCASTI64X4("Vx{kz},Mqq : EVEX.512.66.0F38.W1 5B /r : AVX512F"),
  VPBROADCASTB(
      "Vx,Wb : VEX.66.0F38.W0 78 /r : AVX2",
      "Vx{kz},Wb : EVEX.66.0F38.W0 78 /r : AVX512BW",
      "Vx{kz},Rd : EVEX.66.0F38.W0 7A /r : AVX512BW"),
  VPBROADCASTW(
      "Vx,Ww : VEX.66.0F38.W0 79 /r : AVX2",
      "Vx{kz},Ww : EVEX.66.0F38.W0 79 /r : AVX512BW",
      "Vx{kz},Rd : EVEX.66.0F38.W0 7B /r : AVX512BW"),
  VPBROADCASTD(
      "Vx,Wd : VEX.66.0F38.W0 58 /r : AVX2",
      "Vx{kz},Wd : EVEX.66.0F38.W0 58 /r : AVX512F",
      "Vx{kz},Rd : EVEX.66.0F38.W0 7C /r : AVX512F"),
  VPBROADCASTQ(
      "Vx,Wq : VEX.66.0F38.W0 59 /r : AVX2",
      "Vx{kz},Wq : EVEX.66.0F38.W1 59 /r : AVX512F",
      "Vx{kz},Rq : EVEX.66.0F38.W1 7C /r : AVX512F"),
  VPBROADCASTMB2Q("Vx,mK : EVEX.F3.0F38.W1 2A /r : AVX512CD"),
  VPBROADCASTMW2D("Vx,mK : EVEX.F3.0F38.W0 3A /r : AVX512CD"),

  // Of two vectors one or the other: by a constant, by signs, by a mask.
  VBLENDPS("Vx,Hx,Wx,Ib : VEX.66.0F3A.WIG 0C /r ib : AVX"),
  VBLENDPD("Vx,Hx,Wx,Ib : VEX.66.0F3A.WIG 0D /r ib : AVX"),
  VPBLENDW("Vx,Hx,Wx,Ib : VEX.66.0F3A.WIG 0E /r ib : AVX,AVX2"),
  VPBLENDD("Vx,Hx,Wx,Ib : VEX.66.0F3A.W0 02 /r ib : AVX2"),
  VBLENDVPS("Vx,Hx,Wx,Lx : VEX.66.0F3A.W0 4A /r /is4 : AVX"),
  VBLENDVPD("Vx,Hx,Wx,Lx : VEX.66.0F3A.W0 4B /r /is4 : AVX"),
  VPBLENDVB("Vx,Hx,Wx,Lx : VEX.66.0F3A.W0 4C /r /is4 : AVX,AVX2"),
  VBLENDMPS("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 65 /r : AVX512F"),
  VBLENDMPD("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 65 /r : AVX512F"),
  VPBLENDMB("Vx{kz},Hx,Wx : EVEX.66.0F38.W0 66 /r : AVX512BW"),
  VPBLENDMW("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 66 /r : AVX512BW"),
  VPBLENDMD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 64 /r : AVX512F"),
  VPBLENDMQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 64 /r : AVX512F");

  private final Forms forms;

  VectorShuffle(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
