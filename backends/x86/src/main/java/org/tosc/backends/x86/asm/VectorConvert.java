package org.tosc.backends.x86.asm;

/// Elements of one type to elements of another.
///
/// A form that is half as wide as its operand in memory does not say which vector a broadcast
/// fills; that of 128 bits is taken.
public enum VectorConvert implements Opcode {
  // Between floats.
  VCVTPS2PD("Vx,Wh : VEX.0F.WIG 5A /r : AVX", "Vx{kz},Wh/b32{sae} : EVEX.0F.W0 5A /r : AVX512F"),
  VCVTPD2PS(
      "Vh,Wx : VEX.66.0F.WIG 5A /r : AVX", "Vh{kz},Wx/b64{er} : EVEX.66.0F.W1 5A /r : AVX512F"),
  VCVTSS2SD(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 5A /r : AVX",
      "Vdq{kz},Hdq,Wss{sae} : EVEX.LIG.F3.0F.W0 5A /r : AVX512F"),
  VCVTSD2SS(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 5A /r : AVX",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.F2.0F.W1 5A /r : AVX512F"),
  VCVTPH2PS(
      "Vx,Wh : VEX.66.0F38.W0 13 /r : F16C", "Vx{kz},Wh{sae} : EVEX.66.0F38.W0 13 /r : AVX512F"),
  VCVTPS2PH(
      "Wh,Vx,Ib : VEX.66.0F3A.W0 1D /r ib : F16C",
      "Wh{kz},Vx{sae},Ib : EVEX.66.0F3A.W0 1D /r ib : AVX512F"),
  VCVTNEPS2BF16("Vh{kz},Wx/b32 : EVEX.F3.0F38.W0 72 /r : AVX512_BF16"),
  VCVTNE2PS2BF16("Vx{kz},Hx,Wx/b32 : EVEX.F2.0F38.W0 72 /r : AVX512_BF16"),

  // Integers to floats.
  VCVTDQ2PS("Vx,Wx : VEX.0F.WIG 5B /r : AVX", "Vx{kz},Wx/b32{er} : EVEX.0F.W0 5B /r : AVX512F"),
  VCVTDQ2PD("Vx,Wh : VEX.F3.0F.WIG E6 /r : AVX", "Vx{kz},Wh/b32 : EVEX.F3.0F.W0 E6 /r : AVX512F"),
  VCVTUDQ2PS("Vx{kz},Wx/b32{er} : EVEX.F2.0F.W0 7A /r : AVX512F"),
  VCVTUDQ2PD("Vx{kz},Wh/b32 : EVEX.F3.0F.W0 7A /r : AVX512F"),
  VCVTQQ2PS("Vh{kz},Wx/b64{er} : EVEX.0F.W1 5B /r : AVX512DQ"),
  VCVTQQ2PD("Vx{kz},Wx/b64{er} : EVEX.F3.0F.W1 E6 /r : AVX512DQ"),
  VCVTUQQ2PS("Vh{kz},Wx/b64{er} : EVEX.F2.0F.W1 7A /r : AVX512DQ"),
  VCVTUQQ2PD("Vx{kz},Wx/b64{er} : EVEX.F3.0F.W1 7A /r : AVX512DQ"),
  VCVTSI2SS(
      "Vdq,Hdq,Ey : VEX.LIG.F3.0F 2A /r : AVX", "Vdq,Hdq,Ey{er} : EVEX.LIG.F3.0F 2A /r : AVX512F"),
  VCVTSI2SD(
      "Vdq,Hdq,Ey : VEX.LIG.F2.0F 2A /r : AVX",
      "Vdq,Hdq,Ed : EVEX.LIG.F2.0F.W0 2A /r : AVX512F",
      "Vdq,Hdq,Eq{er} : EVEX.LIG.F2.0F.W1 2A /r : AVX512F"),
  VCVTUSI2SS("Vdq,Hdq,Ey{er} : EVEX.LIG.F3.0F 7B /r : AVX512F"),
  VCVTUSI2SD(
      "Vdq,Hdq,Ed : EVEX.LIG.F2.0F.W0 7B /r : AVX512F",
      "Vdq,Hdq,Eq{er} : EVEX.LIG.F2.0F.W1 7B /r : AVX512F"),

  // Floats to integers, rounded; `CVTT` cuts fractions off.
  VCVTPS2DQ(
      "Vx,Wx : VEX.66.0F.WIG 5B /r : AVX", "Vx{kz},Wx/b32{er} : EVEX.66.0F.W0 5B /r : AVX512F"),
  VCVTPD2DQ(
      "Vh,Wx : VEX.F2.0F.WIG E6 /r : AVX", "Vh{kz},Wx/b64{er} : EVEX.F2.0F.W1 E6 /r : AVX512F"),
  VCVTPS2UDQ("Vx{kz},Wx/b32{er} : EVEX.0F.W0 79 /r : AVX512F"),
  VCVTPD2UDQ("Vh{kz},Wx/b64{er} : EVEX.0F.W1 79 /r : AVX512F"),
  VCVTPS2QQ("Vx{kz},Wh/b32{er} : EVEX.66.0F.W0 7B /r : AVX512DQ"),
  VCVTPD2QQ("Vx{kz},Wx/b64{er} : EVEX.66.0F.W1 7B /r : AVX512DQ"),
  VCVTPS2UQQ("Vx{kz},Wh/b32{er} : EVEX.66.0F.W0 79 /r : AVX512DQ"),
  VCVTPD2UQQ("Vx{kz},Wx/b64{er} : EVEX.66.0F.W1 79 /r : AVX512DQ"),
  VCVTSS2SI("Gy,Wss : VEX.LIG.F3.0F 2D /r : AVX", "Gy,Wss{er} : EVEX.LIG.F3.0F 2D /r : AVX512F"),
  VCVTSS2USI("Gy,Wss{er} : EVEX.LIG.F3.0F 79 /r : AVX512F"),
  VCVTSD2SI("Gy,Wsd : VEX.LIG.F2.0F 2D /r : AVX", "Gy,Wsd{er} : EVEX.LIG.F2.0F 2D /r : AVX512F"),
  VCVTSD2USI("Gy,Wsd{er} : EVEX.LIG.F2.0F 79 /r : AVX512F"),
  VCVTTPS2DQ(
      "Vx,Wx : VEX.F3.0F.WIG 5B /r : AVX", "Vx{kz},Wx/b32{sae} : EVEX.F3.0F.W0 5B /r : AVX512F"),
  VCVTTPD2DQ(
      "Vh,Wx : VEX.66.0F.WIG E6 /r : AVX", "Vh{kz},Wx/b64{sae} : EVEX.66.0F.W1 E6 /r : AVX512F"),
  VCVTTPS2UDQ("Vx{kz},Wx/b32{sae} : EVEX.0F.W0 78 /r : AVX512F"),
  VCVTTPD2UDQ("Vh{kz},Wx/b64{sae} : EVEX.0F.W1 78 /r : AVX512F"),
  VCVTTPS2QQ("Vx{kz},Wh/b32{sae} : EVEX.66.0F.W0 7A /r : AVX512DQ"),
  VCVTTPD2QQ("Vx{kz},Wx/b64{sae} : EVEX.66.0F.W1 7A /r : AVX512DQ"),
  VCVTTPS2UQQ("Vx{kz},Wh/b32{sae} : EVEX.66.0F.W0 78 /r : AVX512DQ"),
  VCVTTPD2UQQ("Vx{kz},Wx/b64{sae} : EVEX.66.0F.W1 78 /r : AVX512DQ"),
  VCVTTSS2SI("Gy,Wss : VEX.LIG.F3.0F 2C /r : AVX", "Gy,Wss{sae} : EVEX.LIG.F3.0F 2C /r : AVX512F"),
  VCVTTSS2USI("Gy,Wss{sae} : EVEX.LIG.F3.0F 78 /r : AVX512F"),
  VCVTTSD2SI("Gy,Wsd : VEX.LIG.F2.0F 2C /r : AVX", "Gy,Wsd{sae} : EVEX.LIG.F2.0F 2C /r : AVX512F"),
  VCVTTSD2USI("Gy,Wsd{sae} : EVEX.LIG.F2.0F 78 /r : AVX512F"),

  // Wider integers: with the sign, with zeros.
  VPMOVSXBW(
      "Vx,Wh : VEX.66.0F38.WIG 20 /r : AVX,AVX2", "Vx{kz},Wh : EVEX.66.0F38.WIG 20 /r : AVX512BW"),
  VPMOVSXBD(
      "Vx,Wf : VEX.66.0F38.WIG 21 /r : AVX,AVX2", "Vx{kz},Wf : EVEX.66.0F38.WIG 21 /r : AVX512F"),
  VPMOVSXBQ(
      "Vx,We : VEX.66.0F38.WIG 22 /r : AVX,AVX2", "Vx{kz},We : EVEX.66.0F38.WIG 22 /r : AVX512F"),
  VPMOVSXWD(
      "Vx,Wh : VEX.66.0F38.WIG 23 /r : AVX,AVX2", "Vx{kz},Wh : EVEX.66.0F38.WIG 23 /r : AVX512F"),
  VPMOVSXWQ(
      "Vx,Wf : VEX.66.0F38.WIG 24 /r : AVX,AVX2", "Vx{kz},Wf : EVEX.66.0F38.WIG 24 /r : AVX512F"),
  VPMOVSXDQ(
      "Vx,Wh : VEX.66.0F38.WIG 25 /r : AVX,AVX2", "Vx{kz},Wh : EVEX.66.0F38.W0 25 /r : AVX512F"),
  VPMOVZXBW(
      "Vx,Wh : VEX.66.0F38.WIG 30 /r : AVX,AVX2", "Vx{kz},Wh : EVEX.66.0F38.WIG 30 /r : AVX512BW"),
  VPMOVZXBD(
      "Vx,Wf : VEX.66.0F38.WIG 31 /r : AVX,AVX2", "Vx{kz},Wf : EVEX.66.0F38.WIG 31 /r : AVX512F"),
  VPMOVZXBQ(
      "Vx,We : VEX.66.0F38.WIG 32 /r : AVX,AVX2", "Vx{kz},We : EVEX.66.0F38.WIG 32 /r : AVX512F"),
  VPMOVZXWD(
      "Vx,Wh : VEX.66.0F38.WIG 33 /r : AVX,AVX2", "Vx{kz},Wh : EVEX.66.0F38.WIG 33 /r : AVX512F"),
  VPMOVZXWQ(
      "Vx,Wf : VEX.66.0F38.WIG 34 /r : AVX,AVX2", "Vx{kz},Wf : EVEX.66.0F38.WIG 34 /r : AVX512F"),
  VPMOVZXDQ(
      "Vx,Wh : VEX.66.0F38.WIG 35 /r : AVX,AVX2", "Vx{kz},Wh : EVEX.66.0F38.W0 35 /r : AVX512F"),

  // Narrower integers: the lowest bits, the nearest signed, the nearest unsigned.
  VPMOVWB("Wh{kz},Vx : EVEX.F3.0F38.W0 30 /r : AVX512BW"),
  VPMOVDB("Wf{kz},Vx : EVEX.F3.0F38.W0 31 /r : AVX512F"),
  VPMOVQB("We{kz},Vx : EVEX.F3.0F38.W0 32 /r : AVX512F"),
  VPMOVDW("Wh{kz},Vx : EVEX.F3.0F38.W0 33 /r : AVX512F"),
  VPMOVQW("Wf{kz},Vx : EVEX.F3.0F38.W0 34 /r : AVX512F"),
  VPMOVQD("Wh{kz},Vx : EVEX.F3.0F38.W0 35 /r : AVX512F"),
  VPMOVSWB("Wh{kz},Vx : EVEX.F3.0F38.W0 20 /r : AVX512BW"),
  VPMOVSDB("Wf{kz},Vx : EVEX.F3.0F38.W0 21 /r : AVX512F"),
  VPMOVSQB("We{kz},Vx : EVEX.F3.0F38.W0 22 /r : AVX512F"),
  VPMOVSDW("Wh{kz},Vx : EVEX.F3.0F38.W0 23 /r : AVX512F"),
  VPMOVSQW("Wf{kz},Vx : EVEX.F3.0F38.W0 24 /r : AVX512F"),
  VPMOVSQD("Wh{kz},Vx : EVEX.F3.0F38.W0 25 /r : AVX512F"),
  VPMOVUSWB("Wh{kz},Vx : EVEX.F3.0F38.W0 10 /r : AVX512BW"),
  VPMOVUSDB("Wf{kz},Vx : EVEX.F3.0F38.W0 11 /r : AVX512F"),
  VPMOVUSQB("We{kz},Vx : EVEX.F3.0F38.W0 12 /r : AVX512F"),
  VPMOVUSDW("Wh{kz},Vx : EVEX.F3.0F38.W0 13 /r : AVX512F"),
  VPMOVUSQW("Wf{kz},Vx : EVEX.F3.0F38.W0 14 /r : AVX512F"),
  VPMOVUSQD("Wh{kz},Vx : EVEX.F3.0F38.W0 15 /r : AVX512F");

  private final Forms forms;

  VectorConvert(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
