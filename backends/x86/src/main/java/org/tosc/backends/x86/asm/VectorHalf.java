package org.tosc.backends.x86.asm;

/// Floats of 16 bits that are computed as such: AVX512-FP16.
public enum VectorHalf implements Opcode {
  // Arithmetic.
  VADDPH("Vx{kz},Hx,Wx/b16{er} : EVEX.MAP5.W0 58 /r : AVX512_FP16"),
  VADDSH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.F3.MAP5.W0 58 /r : AVX512_FP16"),
  VSUBPH("Vx{kz},Hx,Wx/b16{er} : EVEX.MAP5.W0 5C /r : AVX512_FP16"),
  VSUBSH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.F3.MAP5.W0 5C /r : AVX512_FP16"),
  VMULPH("Vx{kz},Hx,Wx/b16{er} : EVEX.MAP5.W0 59 /r : AVX512_FP16"),
  VMULSH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.F3.MAP5.W0 59 /r : AVX512_FP16"),
  VDIVPH("Vx{kz},Hx,Wx/b16{er} : EVEX.MAP5.W0 5E /r : AVX512_FP16"),
  VDIVSH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.F3.MAP5.W0 5E /r : AVX512_FP16"),
  VMINPH("Vx{kz},Hx,Wx/b16{sae} : EVEX.MAP5.W0 5D /r : AVX512_FP16"),
  VMINSH("Vdq{kz},Hdq,Wsh{sae} : EVEX.LIG.F3.MAP5.W0 5D /r : AVX512_FP16"),
  VMAXPH("Vx{kz},Hx,Wx/b16{sae} : EVEX.MAP5.W0 5F /r : AVX512_FP16"),
  VMAXSH("Vdq{kz},Hdq,Wsh{sae} : EVEX.LIG.F3.MAP5.W0 5F /r : AVX512_FP16"),
  VSQRTPH("Vx{kz},Wx/b16{er} : EVEX.MAP5.W0 51 /r : AVX512_FP16"),
  VSQRTSH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.F3.MAP5.W0 51 /r : AVX512_FP16"),
  VRCPPH("Vx{kz},Wx/b16 : EVEX.66.MAP6.W0 4C /r : AVX512_FP16"),
  VRCPSH("Vdq{kz},Hdq,Wsh : EVEX.LIG.66.MAP6.W0 4D /r : AVX512_FP16"),
  VRSQRTPH("Vx{kz},Wx/b16 : EVEX.66.MAP6.W0 4E /r : AVX512_FP16"),
  VRSQRTSH("Vdq{kz},Hdq,Wsh : EVEX.LIG.66.MAP6.W0 4F /r : AVX512_FP16"),
  VSCALEFPH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 2C /r : AVX512_FP16"),
  VSCALEFSH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 2D /r : AVX512_FP16"),
  VGETEXPPH("Vx{kz},Wx/b16{sae} : EVEX.66.MAP6.W0 42 /r : AVX512_FP16"),
  VGETEXPSH("Vdq{kz},Hdq,Wsh{sae} : EVEX.LIG.66.MAP6.W0 43 /r : AVX512_FP16"),

  // Products and sums with one rounding; [FusedMultiply] says what the digits mean.
  VFMADD132PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 98 /r : AVX512_FP16"),
  VFMADD132SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 99 /r : AVX512_FP16"),
  VFMSUB132PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 9A /r : AVX512_FP16"),
  VFMSUB132SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 9B /r : AVX512_FP16"),
  VFNMADD132PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 9C /r : AVX512_FP16"),
  VFNMADD132SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 9D /r : AVX512_FP16"),
  VFNMSUB132PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 9E /r : AVX512_FP16"),
  VFNMSUB132SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 9F /r : AVX512_FP16"),
  VFMADDSUB132PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 96 /r : AVX512_FP16"),
  VFMSUBADD132PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 97 /r : AVX512_FP16"),
  VFMADD213PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 A8 /r : AVX512_FP16"),
  VFMADD213SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 A9 /r : AVX512_FP16"),
  VFMSUB213PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 AA /r : AVX512_FP16"),
  VFMSUB213SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 AB /r : AVX512_FP16"),
  VFNMADD213PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 AC /r : AVX512_FP16"),
  VFNMADD213SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 AD /r : AVX512_FP16"),
  VFNMSUB213PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 AE /r : AVX512_FP16"),
  VFNMSUB213SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 AF /r : AVX512_FP16"),
  VFMADDSUB213PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 A6 /r : AVX512_FP16"),
  VFMSUBADD213PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 A7 /r : AVX512_FP16"),
  VFMADD231PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 B8 /r : AVX512_FP16"),
  VFMADD231SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 B9 /r : AVX512_FP16"),
  VFMSUB231PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 BA /r : AVX512_FP16"),
  VFMSUB231SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 BB /r : AVX512_FP16"),
  VFNMADD231PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 BC /r : AVX512_FP16"),
  VFNMADD231SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 BD /r : AVX512_FP16"),
  VFNMSUB231PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 BE /r : AVX512_FP16"),
  VFNMSUB231SH("Vdq{kz},Hdq,Wsh{er} : EVEX.LIG.66.MAP6.W0 BF /r : AVX512_FP16"),
  VFMADDSUB231PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 B6 /r : AVX512_FP16"),
  VFMSUBADD231PH("Vx{kz},Hx,Wx/b16{er} : EVEX.66.MAP6.W0 B7 /r : AVX512_FP16"),

  // Rounding and parts.
  VRNDSCALEPH("Vx{kz},Wx/b16{sae},Ib : EVEX.0F3A.W0 08 /r ib : AVX512_FP16"),
  VRNDSCALESH("Vdq{kz},Hdq,Wsh{sae},Ib : EVEX.LIG.0F3A.W0 0A /r ib : AVX512_FP16"),
  VREDUCEPH("Vx{kz},Wx/b16{sae},Ib : EVEX.0F3A.W0 56 /r ib : AVX512_FP16"),
  VREDUCESH("Vdq{kz},Hdq,Wsh{sae},Ib : EVEX.LIG.0F3A.W0 57 /r ib : AVX512_FP16"),
  VGETMANTPH("Vx{kz},Wx/b16{sae},Ib : EVEX.0F3A.W0 26 /r ib : AVX512_FP16"),
  VGETMANTSH("Vdq{kz},Hdq,Wsh{sae},Ib : EVEX.LIG.0F3A.W0 27 /r ib : AVX512_FP16"),

  // Comparisons.
  VCMPPH("rK{k},Hx,Wx/b16{sae},Ib : EVEX.0F3A.W0 C2 /r ib : AVX512_FP16"),
  VCMPSH("rK{k},Hdq,Wsh{sae},Ib : EVEX.LIG.F3.0F3A.W0 C2 /r ib : AVX512_FP16"),
  VCOMISH("Vdq,Wsh{sae} : EVEX.LIG.MAP5.W0 2F /r : AVX512_FP16"),
  VUCOMISH("Vdq,Wsh{sae} : EVEX.LIG.MAP5.W0 2E /r : AVX512_FP16"),
  VFPCLASSPH("rK{k},Wx/b16,Ib : EVEX.0F3A.W0 66 /r ib : AVX512_FP16"),
  VFPCLASSSH("rK{k},Wsh,Ib : EVEX.LIG.0F3A.W0 67 /r ib : AVX512_FP16"),

  // Moves of one.
  VMOVSH(
      "Vdq{kz},Mw : EVEX.LIG.F3.MAP5.W0 10 /r : AVX512_FP16",
      "Vdq{kz},Hdq,Udq : EVEX.LIG.F3.MAP5.W0 10 /r : AVX512_FP16",
      "Mw{k},Vdq : EVEX.LIG.F3.MAP5.W0 11 /r : AVX512_FP16"),
  VMOVW(
      "Vdq,Rd/Mw : EVEX.128.66.MAP5.WIG 6E /r : AVX512_FP16",
      "Rd/Mw,Vdq : EVEX.128.66.MAP5.WIG 7E /r : AVX512_FP16"),

  // To and from other floats.
  VCVTPH2PSX("Vx{kz},Wh/b16{sae} : EVEX.66.MAP6.W0 13 /r : AVX512_FP16"),
  VCVTPS2PHX("Vh{kz},Wx/b32{er} : EVEX.66.MAP5.W0 1D /r : AVX512_FP16"),
  VCVTPH2PD("Vx{kz},Wf/b16{sae} : EVEX.MAP5.W0 5A /r : AVX512_FP16"),
  VCVTPD2PH("Vf{kz},Wx/b64{er} : EVEX.66.MAP5.W1 5A /r : AVX512_FP16"),
  VCVTSH2SS("Vdq{kz},Hdq,Wsh{sae} : EVEX.LIG.MAP6.W0 13 /r : AVX512_FP16"),
  VCVTSS2SH("Vdq{kz},Hdq,Wss{er} : EVEX.LIG.MAP5.W0 1D /r : AVX512_FP16"),
  VCVTSH2SD("Vdq{kz},Hdq,Wsh{sae} : EVEX.LIG.F3.MAP5.W0 5A /r : AVX512_FP16"),
  VCVTSD2SH("Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.F2.MAP5.W1 5A /r : AVX512_FP16"),

  // From integers.
  VCVTW2PH("Vx{kz},Wx/b16{er} : EVEX.F3.MAP5.W0 7D /r : AVX512_FP16"),
  VCVTUW2PH("Vx{kz},Wx/b16{er} : EVEX.F2.MAP5.W0 7D /r : AVX512_FP16"),
  VCVTDQ2PH("Vh{kz},Wx/b32{er} : EVEX.MAP5.W0 5B /r : AVX512_FP16"),
  VCVTUDQ2PH("Vh{kz},Wx/b32{er} : EVEX.F2.MAP5.W0 7A /r : AVX512_FP16"),
  VCVTQQ2PH("Vf{kz},Wx/b64{er} : EVEX.MAP5.W1 5B /r : AVX512_FP16"),
  VCVTUQQ2PH("Vf{kz},Wx/b64{er} : EVEX.F2.MAP5.W1 7A /r : AVX512_FP16"),
  VCVTSI2SH("Vdq,Hdq,Ey{er} : EVEX.LIG.F3.MAP5 2A /r : AVX512_FP16"),
  VCVTUSI2SH("Vdq,Hdq,Ey{er} : EVEX.LIG.F3.MAP5 7B /r : AVX512_FP16"),

  // To integers, rounded; `CVTT` cuts fractions off.
  VCVTPH2W("Vx{kz},Wx/b16{er} : EVEX.66.MAP5.W0 7D /r : AVX512_FP16"),
  VCVTPH2UW("Vx{kz},Wx/b16{er} : EVEX.MAP5.W0 7D /r : AVX512_FP16"),
  VCVTPH2DQ("Vx{kz},Wh/b16{er} : EVEX.66.MAP5.W0 5B /r : AVX512_FP16"),
  VCVTPH2UDQ("Vx{kz},Wh/b16{er} : EVEX.MAP5.W0 79 /r : AVX512_FP16"),
  VCVTPH2QQ("Vx{kz},Wf/b16{er} : EVEX.66.MAP5.W0 7B /r : AVX512_FP16"),
  VCVTPH2UQQ("Vx{kz},Wf/b16{er} : EVEX.66.MAP5.W0 79 /r : AVX512_FP16"),
  VCVTSH2SI("Gy,Wsh{er} : EVEX.LIG.F3.MAP5 2D /r : AVX512_FP16"),
  VCVTSH2USI("Gy,Wsh{er} : EVEX.LIG.F3.MAP5 79 /r : AVX512_FP16"),
  VCVTTPH2W("Vx{kz},Wx/b16{sae} : EVEX.66.MAP5.W0 7C /r : AVX512_FP16"),
  VCVTTPH2UW("Vx{kz},Wx/b16{sae} : EVEX.MAP5.W0 7C /r : AVX512_FP16"),
  VCVTTPH2DQ("Vx{kz},Wh/b16{sae} : EVEX.F3.MAP5.W0 5B /r : AVX512_FP16"),
  VCVTTPH2UDQ("Vx{kz},Wh/b16{sae} : EVEX.MAP5.W0 78 /r : AVX512_FP16"),
  VCVTTPH2QQ("Vx{kz},Wf/b16{sae} : EVEX.66.MAP5.W0 7A /r : AVX512_FP16"),
  VCVTTPH2UQQ("Vx{kz},Wf/b16{sae} : EVEX.66.MAP5.W0 78 /r : AVX512_FP16"),
  VCVTTSH2SI("Gy,Wsh{sae} : EVEX.LIG.F3.MAP5 2C /r : AVX512_FP16"),
  VCVTTSH2USI("Gy,Wsh{sae} : EVEX.LIG.F3.MAP5 78 /r : AVX512_FP16");

  private final Forms forms;

  VectorHalf(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
