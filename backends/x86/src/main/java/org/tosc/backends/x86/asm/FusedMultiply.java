package org.tosc.backends.x86.asm;

/// `a·b ± c` with one rounding. The digits say which operands are multiplied and which one is
/// added, by their number: `132` is `a = a·c + b`, `213` is `a = b·a + c`, `231` is `a = b·c + a`.
public enum FusedMultiply implements Opcode {
  VFMADD132PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 98 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 98 /r : AVX512F"),
  VFMADD132PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 98 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 98 /r : AVX512F"),
  VFMADD132SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 99 /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 99 /r : AVX512F"),
  VFMADD132SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 99 /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 99 /r : AVX512F"),
  VFMSUB132PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 9A /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 9A /r : AVX512F"),
  VFMSUB132PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 9A /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 9A /r : AVX512F"),
  VFMSUB132SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 9B /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 9B /r : AVX512F"),
  VFMSUB132SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 9B /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 9B /r : AVX512F"),
  VFNMADD132PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 9C /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 9C /r : AVX512F"),
  VFNMADD132PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 9C /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 9C /r : AVX512F"),
  VFNMADD132SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 9D /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 9D /r : AVX512F"),
  VFNMADD132SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 9D /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 9D /r : AVX512F"),
  VFNMSUB132PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 9E /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 9E /r : AVX512F"),
  VFNMSUB132PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 9E /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 9E /r : AVX512F"),
  VFNMSUB132SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 9F /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 9F /r : AVX512F"),
  VFNMSUB132SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 9F /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 9F /r : AVX512F"),
  VFMADDSUB132PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 96 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 96 /r : AVX512F"),
  VFMADDSUB132PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 96 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 96 /r : AVX512F"),
  VFMSUBADD132PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 97 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 97 /r : AVX512F"),
  VFMSUBADD132PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 97 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 97 /r : AVX512F"),
  VFMADD213PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 A8 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 A8 /r : AVX512F"),
  VFMADD213PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 A8 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 A8 /r : AVX512F"),
  VFMADD213SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 A9 /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 A9 /r : AVX512F"),
  VFMADD213SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 A9 /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 A9 /r : AVX512F"),
  VFMSUB213PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 AA /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 AA /r : AVX512F"),
  VFMSUB213PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 AA /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 AA /r : AVX512F"),
  VFMSUB213SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 AB /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 AB /r : AVX512F"),
  VFMSUB213SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 AB /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 AB /r : AVX512F"),
  VFNMADD213PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 AC /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 AC /r : AVX512F"),
  VFNMADD213PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 AC /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 AC /r : AVX512F"),
  VFNMADD213SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 AD /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 AD /r : AVX512F"),
  VFNMADD213SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 AD /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 AD /r : AVX512F"),
  VFNMSUB213PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 AE /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 AE /r : AVX512F"),
  VFNMSUB213PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 AE /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 AE /r : AVX512F"),
  VFNMSUB213SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 AF /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 AF /r : AVX512F"),
  VFNMSUB213SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 AF /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 AF /r : AVX512F"),
  VFMADDSUB213PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 A6 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 A6 /r : AVX512F"),
  VFMADDSUB213PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 A6 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 A6 /r : AVX512F"),
  VFMSUBADD213PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 A7 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 A7 /r : AVX512F"),
  VFMSUBADD213PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 A7 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 A7 /r : AVX512F"),
  VFMADD231PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 B8 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 B8 /r : AVX512F"),
  VFMADD231PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 B8 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 B8 /r : AVX512F"),
  VFMADD231SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 B9 /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 B9 /r : AVX512F"),
  VFMADD231SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 B9 /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 B9 /r : AVX512F"),
  VFMSUB231PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 BA /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 BA /r : AVX512F"),
  VFMSUB231PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 BA /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 BA /r : AVX512F"),
  VFMSUB231SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 BB /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 BB /r : AVX512F"),
  VFMSUB231SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 BB /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 BB /r : AVX512F"),
  VFNMADD231PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 BC /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 BC /r : AVX512F"),
  VFNMADD231PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 BC /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 BC /r : AVX512F"),
  VFNMADD231SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 BD /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 BD /r : AVX512F"),
  VFNMADD231SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 BD /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 BD /r : AVX512F"),
  VFNMSUB231PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 BE /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 BE /r : AVX512F"),
  VFNMSUB231PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 BE /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 BE /r : AVX512F"),
  VFNMSUB231SS(
      "Vdq,Hdq,Wss : VEX.LIG.66.0F38.W0 BF /r : FMA",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 BF /r : AVX512F"),
  VFNMSUB231SD(
      "Vdq,Hdq,Wsd : VEX.LIG.66.0F38.W1 BF /r : FMA",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 BF /r : AVX512F"),
  VFMADDSUB231PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 B6 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 B6 /r : AVX512F"),
  VFMADDSUB231PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 B6 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 B6 /r : AVX512F"),
  VFMSUBADD231PS(
      "Vx,Hx,Wx : VEX.66.0F38.W0 B7 /r : FMA",
      "Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 B7 /r : AVX512F"),
  VFMSUBADD231PD(
      "Vx,Hx,Wx : VEX.66.0F38.W1 B7 /r : FMA",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 B7 /r : AVX512F");

  private final Forms forms;

  FusedMultiply(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
