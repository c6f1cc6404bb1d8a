package org.tosc.backends.x86.asm;

/// Vectors between registers and memory: whole, one element, under a mask, at a vector of indexes.
/// [VectorShuffle] moves lanes between registers.
public enum VectorMove implements Opcode {
  // Whole vectors.
  VMOVUPS(
      "Vx,Wx : VEX.0F.WIG 10 /r : AVX",
      "Wx,Vx : VEX.0F.WIG 11 /r : AVX",
      "Vx{kz},Wx : EVEX.0F.W0 10 /r : AVX512F",
      "Wx{kz},Vx : EVEX.0F.W0 11 /r : AVX512F"),
  VMOVUPD(
      "Vx,Wx : VEX.66.0F.WIG 10 /r : AVX",
      "Wx,Vx : VEX.66.0F.WIG 11 /r : AVX",
      "Vx{kz},Wx : EVEX.66.0F.W1 10 /r : AVX512F",
      "Wx{kz},Vx : EVEX.66.0F.W1 11 /r : AVX512F"),
  VMOVAPS(
      "Vx,Wx : VEX.0F.WIG 28 /r : AVX",
      "Wx,Vx : VEX.0F.WIG 29 /r : AVX",
      "Vx{kz},Wx : EVEX.0F.W0 28 /r : AVX512F",
      "Wx{kz},Vx : EVEX.0F.W0 29 /r : AVX512F"),
  VMOVAPD(
      "Vx,Wx : VEX.66.0F.WIG 28 /r : AVX",
      "Wx,Vx : VEX.66.0F.WIG 29 /r : AVX",
      "Vx{kz},Wx : EVEX.66.0F.W1 28 /r : AVX512F",
      "Wx{kz},Vx : EVEX.66.0F.W1 29 /r : AVX512F"),
  VMOVDQA("Vx,Wx : VEX.66.0F.WIG 6F /r : AVX", "Wx,Vx : VEX.66.0F.WIG 7F /r : AVX"),
  VMOVDQU("Vx,Wx : VEX.F3.0F.WIG 6F /r : AVX", "Wx,Vx : VEX.F3.0F.WIG 7F /r : AVX"),
  VMOVDQA32(
      "Vx{kz},Wx : EVEX.66.0F.W0 6F /r : AVX512F", "Wx{kz},Vx : EVEX.66.0F.W0 7F /r : AVX512F"),
  VMOVDQA64(
      "Vx{kz},Wx : EVEX.66.0F.W1 6F /r : AVX512F", "Wx{kz},Vx : EVEX.66.0F.W1 7F /r : AVX512F"),
  VMOVDQU8(
      "Vx{kz},Wx : EVEX.F2.0F.W0 6F /r : AVX512BW", "Wx{kz},Vx : EVEX.F2.0F.W0 7F /r : AVX512BW"),
  VMOVDQU16(
      "Vx{kz},Wx : EVEX.F2.0F.W1 6F /r : AVX512BW", "Wx{kz},Vx : EVEX.F2.0F.W1 7F /r : AVX512BW"),
  VMOVDQU32(
      "Vx{kz},Wx : EVEX.F3.0F.W0 6F /r : AVX512F", "Wx{kz},Vx : EVEX.F3.0F.W0 7F /r : AVX512F"),
  VMOVDQU64(
      "Vx{kz},Wx : EVEX.F3.0F.W1 6F /r : AVX512F", "Wx{kz},Vx : EVEX.F3.0F.W1 7F /r : AVX512F"),
  VLDDQU("Vx,Mx : VEX.F2.0F.WIG F0 /r : AVX"),

  // Past the caches.
  VMOVNTPS("Mx,Vx : VEX.0F.WIG 2B /r : AVX", "Mx,Vx : EVEX.0F.W0 2B /r : AVX512F"),
  VMOVNTPD("Mx,Vx : VEX.66.0F.WIG 2B /r : AVX", "Mx,Vx : EVEX.66.0F.W1 2B /r : AVX512F"),
  VMOVNTDQ("Mx,Vx : VEX.66.0F.WIG E7 /r : AVX", "Mx,Vx : EVEX.66.0F.W0 E7 /r : AVX512F"),
  VMOVNTDQA("Vx,Mx : VEX.66.0F38.WIG 2A /r : AVX,AVX2", "Vx,Mx : EVEX.66.0F38.W0 2A /r : AVX512F"),

  // Scalars and halves of 128 bits.
  VMOVSS(
      "Vdq,Md : VEX.LIG.F3.0F.WIG 10 /r : AVX",
      "Vdq,Hdq,Udq : VEX.LIG.F3.0F.WIG 10 /r : AVX",
      "Md,Vdq : VEX.LIG.F3.0F.WIG 11 /r : AVX",
      "Udq,Hdq,Vdq : VEX.LIG.F3.0F.WIG 11 /r : AVX",
      "Vdq{kz},Md : EVEX.LIG.F3.0F.W0 10 /r : AVX512F",
      "Vdq{kz},Hdq,Udq : EVEX.LIG.F3.0F.W0 10 /r : AVX512F",
      "Md{k},Vdq : EVEX.LIG.F3.0F.W0 11 /r : AVX512F"),
  VMOVSD(
      "Vdq,Mq : VEX.LIG.F2.0F.WIG 10 /r : AVX",
      "Vdq,Hdq,Udq : VEX.LIG.F2.0F.WIG 10 /r : AVX",
      "Mq,Vdq : VEX.LIG.F2.0F.WIG 11 /r : AVX",
      "Udq,Hdq,Vdq : VEX.LIG.F2.0F.WIG 11 /r : AVX",
      "Vdq{kz},Mq : EVEX.LIG.F2.0F.W1 10 /r : AVX512F",
      "Vdq{kz},Hdq,Udq : EVEX.LIG.F2.0F.W1 10 /r : AVX512F",
      "Mq{k},Vdq : EVEX.LIG.F2.0F.W1 11 /r : AVX512F"),
  VMOVD(
      "Vdq,Ed : VEX.128.66.0F.W0 6E /r : AVX",
      "Ed,Vdq : VEX.128.66.0F.W0 7E /r : AVX",
      "Vdq,Ed : EVEX.128.66.0F.W0 6E /r : AVX512F",
      "Ed,Vdq : EVEX.128.66.0F.W0 7E /r : AVX512F"),
  VMOVQ(
      "Vdq,Wq : VEX.128.F3.0F.WIG 7E /r : AVX",
      "Wq,Vdq : VEX.128.66.0F.WIG D6 /r : AVX",
      "Vdq,Eq : VEX.128.66.0F.W1 6E /r : AVX",
      "Eq,Vdq : VEX.128.66.0F.W1 7E /r : AVX",
      "Vdq,Eq : EVEX.128.66.0F.W1 6E /r : AVX512F",
      "Eq,Vdq : EVEX.128.66.0F.W1 7E /r : AVX512F",
      "Vdq,Wq : EVEX.128.F3.0F.W1 7E /r : AVX512F"),
  VMOVLPS(
      "Vdq,Hdq,Mq : VEX.128.0F.WIG 12 /r : AVX",
      "Mq,Vdq : VEX.128.0F.WIG 13 /r : AVX",
      "Vdq,Hdq,Mq : EVEX.128.0F.W0 12 /r : AVX512F",
      "Mq,Vdq : EVEX.128.0F.W0 13 /r : AVX512F"),
  VMOVLPD(
      "Vdq,Hdq,Mq : VEX.128.66.0F.WIG 12 /r : AVX",
      "Mq,Vdq : VEX.128.66.0F.WIG 13 /r : AVX",
      "Vdq,Hdq,Mq : EVEX.128.66.0F.W1 12 /r : AVX512F",
      "Mq,Vdq : EVEX.128.66.0F.W1 13 /r : AVX512F"),
  VMOVHPS(
      "Vdq,Hdq,Mq : VEX.128.0F.WIG 16 /r : AVX",
      "Mq,Vdq : VEX.128.0F.WIG 17 /r : AVX",
      "Vdq,Hdq,Mq : EVEX.128.0F.W0 16 /r : AVX512F",
      "Mq,Vdq : EVEX.128.0F.W0 17 /r : AVX512F"),
  VMOVHPD(
      "Vdq,Hdq,Mq : VEX.128.66.0F.WIG 16 /r : AVX",
      "Mq,Vdq : VEX.128.66.0F.WIG 17 /r : AVX",
      "Vdq,Hdq,Mq : EVEX.128.66.0F.W1 16 /r : AVX512F",
      "Mq,Vdq : EVEX.128.66.0F.W1 17 /r : AVX512F"),
  VMOVHLPS(
      "Vdq,Hdq,Udq : VEX.128.0F.WIG 12 /r : AVX", "Vdq,Hdq,Udq : EVEX.128.0F.W0 12 /r : AVX512F"),
  VMOVLHPS(
      "Vdq,Hdq,Udq : VEX.128.0F.WIG 16 /r : AVX", "Vdq,Hdq,Udq : EVEX.128.0F.W0 16 /r : AVX512F"),

  // One element into or out of 128 bits.
  VINSERTPS(
      "Vdq,Hdq,Wd,Ib : VEX.128.66.0F3A.WIG 21 /r ib : AVX",
      "Vdq,Hdq,Wd,Ib : EVEX.128.66.0F3A.W0 21 /r ib : AVX512F"),
  VEXTRACTPS(
      "Ed,Vdq,Ib : VEX.128.66.0F3A.WIG 17 /r ib : AVX",
      "Ed,Vdq,Ib : EVEX.128.66.0F3A.W0 17 /r ib : AVX512F"),
  VPINSRB(
      "Vdq,Hdq,Rd/Mb,Ib : VEX.128.66.0F3A.WIG 20 /r ib : AVX",
      "Vdq,Hdq,Rd/Mb,Ib : EVEX.128.66.0F3A.WIG 20 /r ib : AVX512BW"),
  VPINSRW(
      "Vdq,Hdq,Rd/Mw,Ib : VEX.128.66.0F.WIG C4 /r ib : AVX",
      "Vdq,Hdq,Rd/Mw,Ib : EVEX.128.66.0F.WIG C4 /r ib : AVX512BW"),
  VPINSRD(
      "Vdq,Hdq,Ed,Ib : VEX.128.66.0F3A.W0 22 /r ib : AVX",
      "Vdq,Hdq,Ed,Ib : EVEX.128.66.0F3A.W0 22 /r ib : AVX512DQ"),
  VPINSRQ(
      "Vdq,Hdq,Eq,Ib : VEX.128.66.0F3A.W1 22 /r ib : AVX",
      "Vdq,Hdq,Eq,Ib : EVEX.128.66.0F3A.W1 22 /r ib : AVX512DQ"),
  VPEXTRB(
      "Rd/Mb,Vdq,Ib : VEX.128.66.0F3A.WIG 14 /r ib : AVX",
      "Rd/Mb,Vdq,Ib : EVEX.128.66.0F3A.WIG 14 /r ib : AVX512BW"),
  VPEXTRW(
      "Gd,Udq,Ib : VEX.128.66.0F.WIG C5 /r ib : AVX",
      "Rd/Mw,Vdq,Ib : VEX.128.66.0F3A.WIG 15 /r ib : AVX",
      "Gd,Udq,Ib : EVEX.128.66.0F.WIG C5 /r ib : AVX512BW",
      "Rd/Mw,Vdq,Ib : EVEX.128.66.0F3A.WIG 15 /r ib : AVX512BW"),
  VPEXTRD(
      "Ed,Vdq,Ib : VEX.128.66.0F3A.W0 16 /r ib : AVX",
      "Ed,Vdq,Ib : EVEX.128.66.0F3A.W0 16 /r ib : AVX512DQ"),
  VPEXTRQ(
      "Eq,Vdq,Ib : VEX.128.66.0F3A.W1 16 /r ib : AVX",
      "Eq,Vdq,Ib : EVEX.128.66.0F3A.W1 16 /r ib : AVX512DQ"),

  // Under the signs of a vector, and the signs themselves.
  VMASKMOVPS("Vx,Hx,Mx : VEX.66.0F38.W0 2C /r : AVX", "Mx,Hx,Vx : VEX.66.0F38.W0 2E /r : AVX"),
  VMASKMOVPD("Vx,Hx,Mx : VEX.66.0F38.W0 2D /r : AVX", "Mx,Hx,Vx : VEX.66.0F38.W0 2F /r : AVX"),
  VPMASKMOVD("Vx,Hx,Mx : VEX.66.0F38.W0 8C /r : AVX2", "Mx,Hx,Vx : VEX.66.0F38.W0 8E /r : AVX2"),
  VPMASKMOVQ("Vx,Hx,Mx : VEX.66.0F38.W1 8C /r : AVX2", "Mx,Hx,Vx : VEX.66.0F38.W1 8E /r : AVX2"),
  VMOVMSKPS("Gd,Ux : VEX.0F.WIG 50 /r : AVX"),
  VMOVMSKPD("Gd,Ux : VEX.66.0F.WIG 50 /r : AVX"),
  VPMOVMSKB("Gd,Ux : VEX.66.0F.WIG D7 /r : AVX,AVX2"),

  // The lanes of a mask, side by side.
  VCOMPRESSPS("Wx/u32{kz},Vx : EVEX.66.0F38.W0 8A /r : AVX512F"),
  VEXPANDPS("Vx{kz},Wx/u32 : EVEX.66.0F38.W0 88 /r : AVX512F"),
  VCOMPRESSPD("Wx/u64{kz},Vx : EVEX.66.0F38.W1 8A /r : AVX512F"),
  VEXPANDPD("Vx{kz},Wx/u64 : EVEX.66.0F38.W1 88 /r : AVX512F"),
  VPCOMPRESSB("Wx/u8{kz},Vx : EVEX.66.0F38.W0 63 /r : AVX512_VBMI2"),
  VPEXPANDB("Vx{kz},Wx/u8 : EVEX.66.0F38.W0 62 /r : AVX512_VBMI2"),
  VPCOMPRESSW("Wx/u16{kz},Vx : EVEX.66.0F38.W1 63 /r : AVX512_VBMI2"),
  VPEXPANDW("Vx{kz},Wx/u16 : EVEX.66.0F38.W1 62 /r : AVX512_VBMI2"),
  VPCOMPRESSD("Wx/u32{kz},Vx : EVEX.66.0F38.W0 8B /r : AVX512F"),
  VPEXPANDD("Vx{kz},Wx/u32 : EVEX.66.0F38.W0 89 /r : AVX512F"),
  VPCOMPRESSQ("Wx/u64{kz},Vx : EVEX.66.0F38.W1 8B /r : AVX512F"),
  VPEXPANDQ("Vx{kz},Wx/u64 : EVEX.66.0F38.W1 89 /r : AVX512F"),

  // Elements at a vector of indexes. Of VEX the last operand says by its signs which.
  VGATHERDPS(
      "Vx,vm32x,Hx : VEX.66.0F38.W0 92 /r : AVX2", "Vx{K},vm32x : EVEX.66.0F38.W0 92 /r : AVX512F"),
  VGATHERDPD(
      "Vx,vm32h,Hx : VEX.66.0F38.W1 92 /r : AVX2", "Vx{K},vm32h : EVEX.66.0F38.W1 92 /r : AVX512F"),
  VGATHERQPS(
      "Vh,vm64x,Hh : VEX.66.0F38.W0 93 /r : AVX2", "Vh{K},vm64x : EVEX.66.0F38.W0 93 /r : AVX512F"),
  VGATHERQPD(
      "Vx,vm64x,Hx : VEX.66.0F38.W1 93 /r : AVX2", "Vx{K},vm64x : EVEX.66.0F38.W1 93 /r : AVX512F"),
  VPGATHERDD(
      "Vx,vm32x,Hx : VEX.66.0F38.W0 90 /r : AVX2", "Vx{K},vm32x : EVEX.66.0F38.W0 90 /r : AVX512F"),
  VPGATHERDQ(
      "Vx,vm32h,Hx : VEX.66.0F38.W1 90 /r : AVX2", "Vx{K},vm32h : EVEX.66.0F38.W1 90 /r : AVX512F"),
  VPGATHERQD(
      "Vh,vm64x,Hh : VEX.66.0F38.W0 91 /r : AVX2", "Vh{K},vm64x : EVEX.66.0F38.W0 91 /r : AVX512F"),
  VPGATHERQQ(
      "Vx,vm64x,Hx : VEX.66.0F38.W1 91 /r : AVX2", "Vx{K},vm64x : EVEX.66.0F38.W1 91 /r : AVX512F"),
  VSCATTERDPS("vm32x{K},Vx : EVEX.66.0F38.W0 A2 /r : AVX512F"),
  VSCATTERDPD("vm32h{K},Vx : EVEX.66.0F38.W1 A2 /r : AVX512F"),
  VSCATTERQPS("vm64x{K},Vh : EVEX.66.0F38.W0 A3 /r : AVX512F"),
  VSCATTERQPD("vm64x{K},Vx : EVEX.66.0F38.W1 A3 /r : AVX512F"),
  VPSCATTERDD("vm32x{K},Vx : EVEX.66.0F38.W0 A0 /r : AVX512F"),
  VPSCATTERDQ("vm32h{K},Vx : EVEX.66.0F38.W1 A0 /r : AVX512F"),
  VPSCATTERQD("vm64x{K},Vh : EVEX.66.0F38.W0 A1 /r : AVX512F"),
  VPSCATTERQQ("vm64x{K},Vx : EVEX.66.0F38.W1 A1 /r : AVX512F"),

  // Of all vectors.
  VZEROUPPER(" : VEX.128.0F.WIG 77 : AVX"),
  VZEROALL(" : VEX.256.0F.WIG 77 : AVX"),
  VLDMXCSR("Md : VEX.LZ.0F.WIG AE /2 : AVX"),
  VSTMXCSR("Md : VEX.LZ.0F.WIG AE /3 : AVX");

  private final Forms forms;

  VectorMove(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
