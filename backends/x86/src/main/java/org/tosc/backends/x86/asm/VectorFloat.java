package org.tosc.backends.x86.asm;

/// Floats in vectors: arithmetic, comparisons, rounding. [FusedMultiply] has the rest.
public enum VectorFloat implements Opcode {
  // Arithmetic.
  VADDPS("Vx,Hx,Wx : VEX.0F.WIG 58 /r : AVX", "Vx{kz},Hx,Wx/b32{er} : EVEX.0F.W0 58 /r : AVX512F"),
  VADDPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 58 /r : AVX",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F.W1 58 /r : AVX512F"),
  VADDSS(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 58 /r : AVX",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.F3.0F.W0 58 /r : AVX512F"),
  VADDSD(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 58 /r : AVX",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.F2.0F.W1 58 /r : AVX512F"),
  VSUBPS("Vx,Hx,Wx : VEX.0F.WIG 5C /r : AVX", "Vx{kz},Hx,Wx/b32{er} : EVEX.0F.W0 5C /r : AVX512F"),
  VSUBPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 5C /r : AVX",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F.W1 5C /r : AVX512F"),
  VSUBSS(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 5C /r : AVX",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.F3.0F.W0 5C /r : AVX512F"),
  VSUBSD(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 5C /r : AVX",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.F2.0F.W1 5C /r : AVX512F"),
  VMULPS("Vx,Hx,Wx : VEX.0F.WIG 59 /r : AVX", "Vx{kz},Hx,Wx/b32{er} : EVEX.0F.W0 59 /r : AVX512F"),
  VMULPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 59 /r : AVX",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F.W1 59 /r : AVX512F"),
  VMULSS(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 59 /r : AVX",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.F3.0F.W0 59 /r : AVX512F"),
  VMULSD(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 59 /r : AVX",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.F2.0F.W1 59 /r : AVX512F"),
  VDIVPS("Vx,Hx,Wx : VEX.0F.WIG 5E /r : AVX", "Vx{kz},Hx,Wx/b32{er} : EVEX.0F.W0 5E /r : AVX512F"),
  VDIVPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 5E /r : AVX",
      "Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F.W1 5E /r : AVX512F"),
  VDIVSS(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 5E /r : AVX",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.F3.0F.W0 5E /r : AVX512F"),
  VDIVSD(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 5E /r : AVX",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.F2.0F.W1 5E /r : AVX512F"),
  VMINPS("Vx,Hx,Wx : VEX.0F.WIG 5D /r : AVX", "Vx{kz},Hx,Wx/b32{sae} : EVEX.0F.W0 5D /r : AVX512F"),
  VMINPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 5D /r : AVX",
      "Vx{kz},Hx,Wx/b64{sae} : EVEX.66.0F.W1 5D /r : AVX512F"),
  VMINSS(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 5D /r : AVX",
      "Vdq{kz},Hdq,Wss{sae} : EVEX.LIG.F3.0F.W0 5D /r : AVX512F"),
  VMINSD(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 5D /r : AVX",
      "Vdq{kz},Hdq,Wsd{sae} : EVEX.LIG.F2.0F.W1 5D /r : AVX512F"),
  VMAXPS("Vx,Hx,Wx : VEX.0F.WIG 5F /r : AVX", "Vx{kz},Hx,Wx/b32{sae} : EVEX.0F.W0 5F /r : AVX512F"),
  VMAXPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 5F /r : AVX",
      "Vx{kz},Hx,Wx/b64{sae} : EVEX.66.0F.W1 5F /r : AVX512F"),
  VMAXSS(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 5F /r : AVX",
      "Vdq{kz},Hdq,Wss{sae} : EVEX.LIG.F3.0F.W0 5F /r : AVX512F"),
  VMAXSD(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 5F /r : AVX",
      "Vdq{kz},Hdq,Wsd{sae} : EVEX.LIG.F2.0F.W1 5F /r : AVX512F"),
  VSQRTPS("Vx,Wx : VEX.0F.WIG 51 /r : AVX", "Vx{kz},Wx/b32{er} : EVEX.0F.W0 51 /r : AVX512F"),
  VSQRTPD("Vx,Wx : VEX.66.0F.WIG 51 /r : AVX", "Vx{kz},Wx/b64{er} : EVEX.66.0F.W1 51 /r : AVX512F"),
  VSQRTSS(
      "Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 51 /r : AVX",
      "Vdq{kz},Hdq,Wss{er} : EVEX.LIG.F3.0F.W0 51 /r : AVX512F"),
  VSQRTSD(
      "Vdq,Hdq,Wsd : VEX.LIG.F2.0F.WIG 51 /r : AVX",
      "Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.F2.0F.W1 51 /r : AVX512F"),

  // Bits.
  VANDPS("Vx,Hx,Wx : VEX.0F.WIG 54 /r : AVX", "Vx{kz},Hx,Wx/b32 : EVEX.0F.W0 54 /r : AVX512DQ"),
  VANDPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 54 /r : AVX", "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 54 /r : AVX512DQ"),
  VANDNPS("Vx,Hx,Wx : VEX.0F.WIG 55 /r : AVX", "Vx{kz},Hx,Wx/b32 : EVEX.0F.W0 55 /r : AVX512DQ"),
  VANDNPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 55 /r : AVX", "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 55 /r : AVX512DQ"),
  VORPS("Vx,Hx,Wx : VEX.0F.WIG 56 /r : AVX", "Vx{kz},Hx,Wx/b32 : EVEX.0F.W0 56 /r : AVX512DQ"),
  VORPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 56 /r : AVX", "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 56 /r : AVX512DQ"),
  VXORPS("Vx,Hx,Wx : VEX.0F.WIG 57 /r : AVX", "Vx{kz},Hx,Wx/b32 : EVEX.0F.W0 57 /r : AVX512DQ"),
  VXORPD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 57 /r : AVX", "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 57 /r : AVX512DQ"),

  // Comparisons.
  VCMPPS(
      "Vx,Hx,Wx,Ib : VEX.0F.WIG C2 /r ib : AVX",
      "rK{k},Hx,Wx/b32{sae},Ib : EVEX.0F.W0 C2 /r ib : AVX512F"),
  VCMPPD(
      "Vx,Hx,Wx,Ib : VEX.66.0F.WIG C2 /r ib : AVX",
      "rK{k},Hx,Wx/b64{sae},Ib : EVEX.66.0F.W1 C2 /r ib : AVX512F"),
  VCMPSS(
      "Vdq,Hdq,Wss,Ib : VEX.LIG.F3.0F.WIG C2 /r ib : AVX",
      "rK{k},Hdq,Wss{sae},Ib : EVEX.LIG.F3.0F.W0 C2 /r ib : AVX512F"),
  VCMPSD(
      "Vdq,Hdq,Wsd,Ib : VEX.LIG.F2.0F.WIG C2 /r ib : AVX",
      "rK{k},Hdq,Wsd{sae},Ib : EVEX.LIG.F2.0F.W1 C2 /r ib : AVX512F"),
  VUCOMISS("Vdq,Wss : VEX.LIG.0F.WIG 2E /r : AVX", "Vdq,Wss{sae} : EVEX.LIG.0F.W0 2E /r : AVX512F"),
  VUCOMISD(
      "Vdq,Wsd : VEX.LIG.66.0F.WIG 2E /r : AVX",
      "Vdq,Wsd{sae} : EVEX.LIG.66.0F.W1 2E /r : AVX512F"),
  VCOMISS("Vdq,Wss : VEX.LIG.0F.WIG 2F /r : AVX", "Vdq,Wss{sae} : EVEX.LIG.0F.W0 2F /r : AVX512F"),
  VCOMISD(
      "Vdq,Wsd : VEX.LIG.66.0F.WIG 2F /r : AVX",
      "Vdq,Wsd{sae} : EVEX.LIG.66.0F.W1 2F /r : AVX512F"),
  VTESTPS("Vx,Wx : VEX.66.0F38.W0 0E /r : AVX"),
  VTESTPD("Vx,Wx : VEX.66.0F38.W0 0F /r : AVX"),
  VFPCLASSPS("rK{k},Wx/b32,Ib : EVEX.66.0F3A.W0 66 /r ib : AVX512DQ"),
  VFPCLASSPD("rK{k},Wx/b64,Ib : EVEX.66.0F3A.W1 66 /r ib : AVX512DQ"),
  VFPCLASSSS("rK{k},Wss,Ib : EVEX.LIG.66.0F3A.W0 67 /r ib : AVX512DQ"),
  VFPCLASSSD("rK{k},Wsd,Ib : EVEX.LIG.66.0F3A.W1 67 /r ib : AVX512DQ"),

  // Rounding, ranges, special values.
  VROUNDPS("Vx,Wx,Ib : VEX.66.0F3A.WIG 08 /r ib : AVX"),
  VROUNDPD("Vx,Wx,Ib : VEX.66.0F3A.WIG 09 /r ib : AVX"),
  VROUNDSS("Vdq,Hdq,Wss,Ib : VEX.LIG.66.0F3A.WIG 0A /r ib : AVX"),
  VROUNDSD("Vdq,Hdq,Wsd,Ib : VEX.LIG.66.0F3A.WIG 0B /r ib : AVX"),
  VRNDSCALEPS("Vx{kz},Wx/b32{sae},Ib : EVEX.66.0F3A.W0 08 /r ib : AVX512F"),
  VRNDSCALEPD("Vx{kz},Wx/b64{sae},Ib : EVEX.66.0F3A.W1 09 /r ib : AVX512F"),
  VRNDSCALESS("Vdq{kz},Hdq,Wss{sae},Ib : EVEX.LIG.66.0F3A.W0 0A /r ib : AVX512F"),
  VRNDSCALESD("Vdq{kz},Hdq,Wsd{sae},Ib : EVEX.LIG.66.0F3A.W1 0B /r ib : AVX512F"),
  VREDUCEPS("Vx{kz},Wx/b32{sae},Ib : EVEX.66.0F3A.W0 56 /r ib : AVX512DQ"),
  VREDUCEPD("Vx{kz},Wx/b64{sae},Ib : EVEX.66.0F3A.W1 56 /r ib : AVX512DQ"),
  VREDUCESS("Vdq{kz},Hdq,Wss{sae},Ib : EVEX.LIG.66.0F3A.W0 57 /r ib : AVX512DQ"),
  VREDUCESD("Vdq{kz},Hdq,Wsd{sae},Ib : EVEX.LIG.66.0F3A.W1 57 /r ib : AVX512DQ"),
  VRANGEPS("Vx{kz},Hx,Wx/b32{sae},Ib : EVEX.66.0F3A.W0 50 /r ib : AVX512DQ"),
  VRANGEPD("Vx{kz},Hx,Wx/b64{sae},Ib : EVEX.66.0F3A.W1 50 /r ib : AVX512DQ"),
  VRANGESS("Vdq{kz},Hdq,Wss{sae},Ib : EVEX.LIG.66.0F3A.W0 51 /r ib : AVX512DQ"),
  VRANGESD("Vdq{kz},Hdq,Wsd{sae},Ib : EVEX.LIG.66.0F3A.W1 51 /r ib : AVX512DQ"),
  VFIXUPIMMPS("Vx{kz},Hx,Wx/b32{sae},Ib : EVEX.66.0F3A.W0 54 /r ib : AVX512F"),
  VFIXUPIMMPD("Vx{kz},Hx,Wx/b64{sae},Ib : EVEX.66.0F3A.W1 54 /r ib : AVX512F"),
  VFIXUPIMMSS("Vdq{kz},Hdq,Wss{sae},Ib : EVEX.LIG.66.0F3A.W0 55 /r ib : AVX512F"),
  VFIXUPIMMSD("Vdq{kz},Hdq,Wsd{sae},Ib : EVEX.LIG.66.0F3A.W1 55 /r ib : AVX512F"),

  // Exponents and mantissas.
  VSCALEFPS("Vx{kz},Hx,Wx/b32{er} : EVEX.66.0F38.W0 2C /r : AVX512F"),
  VSCALEFPD("Vx{kz},Hx,Wx/b64{er} : EVEX.66.0F38.W1 2C /r : AVX512F"),
  VSCALEFSS("Vdq{kz},Hdq,Wss{er} : EVEX.LIG.66.0F38.W0 2D /r : AVX512F"),
  VSCALEFSD("Vdq{kz},Hdq,Wsd{er} : EVEX.LIG.66.0F38.W1 2D /r : AVX512F"),
  VGETEXPPS("Vx{kz},Wx/b32{sae} : EVEX.66.0F38.W0 42 /r : AVX512F"),
  VGETEXPPD("Vx{kz},Wx/b64{sae} : EVEX.66.0F38.W1 42 /r : AVX512F"),
  VGETEXPSS("Vdq{kz},Hdq,Wss{sae} : EVEX.LIG.66.0F38.W0 43 /r : AVX512F"),
  VGETEXPSD("Vdq{kz},Hdq,Wsd{sae} : EVEX.LIG.66.0F38.W1 43 /r : AVX512F"),
  VGETMANTPS("Vx{kz},Wx/b32{sae},Ib : EVEX.66.0F3A.W0 26 /r ib : AVX512F"),
  VGETMANTPD("Vx{kz},Wx/b64{sae},Ib : EVEX.66.0F3A.W1 26 /r ib : AVX512F"),
  VGETMANTSS("Vdq{kz},Hdq,Wss{sae},Ib : EVEX.LIG.66.0F3A.W0 27 /r ib : AVX512F"),
  VGETMANTSD("Vdq{kz},Hdq,Wsd{sae},Ib : EVEX.LIG.66.0F3A.W1 27 /r ib : AVX512F"),

  // Approximations: of 12 and of 14 bits.
  VRCPPS("Vx,Wx : VEX.0F.WIG 53 /r : AVX"),
  VRCPSS("Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 53 /r : AVX"),
  VRSQRTPS("Vx,Wx : VEX.0F.WIG 52 /r : AVX"),
  VRSQRTSS("Vdq,Hdq,Wss : VEX.LIG.F3.0F.WIG 52 /r : AVX"),
  VRCP14PS("Vx{kz},Wx/b32 : EVEX.66.0F38.W0 4C /r : AVX512F"),
  VRCP14PD("Vx{kz},Wx/b64 : EVEX.66.0F38.W1 4C /r : AVX512F"),
  VRCP14SS("Vdq{kz},Hdq,Wss : EVEX.LIG.66.0F38.W0 4D /r : AVX512F"),
  VRCP14SD("Vdq{kz},Hdq,Wsd : EVEX.LIG.66.0F38.W1 4D /r : AVX512F"),
  VRSQRT14PS("Vx{kz},Wx/b32 : EVEX.66.0F38.W0 4E /r : AVX512F"),
  VRSQRT14PD("Vx{kz},Wx/b64 : EVEX.66.0F38.W1 4E /r : AVX512F"),
  VRSQRT14SS("Vdq{kz},Hdq,Wss : EVEX.LIG.66.0F38.W0 4F /r : AVX512F"),
  VRSQRT14SD("Vdq{kz},Hdq,Wsd : EVEX.LIG.66.0F38.W1 4F /r : AVX512F"),

  // Across lanes.
  VHADDPS("Vx,Hx,Wx : VEX.F2.0F.WIG 7C /r : AVX"),
  VHADDPD("Vx,Hx,Wx : VEX.66.0F.WIG 7C /r : AVX"),
  VHSUBPS("Vx,Hx,Wx : VEX.F2.0F.WIG 7D /r : AVX"),
  VHSUBPD("Vx,Hx,Wx : VEX.66.0F.WIG 7D /r : AVX"),
  VADDSUBPS("Vx,Hx,Wx : VEX.F2.0F.WIG D0 /r : AVX"),
  VADDSUBPD("Vx,Hx,Wx : VEX.66.0F.WIG D0 /r : AVX"),
  VDPPS("Vx,Hx,Wx,Ib : VEX.66.0F3A.WIG 40 /r ib : AVX"),
  VDPPD("Vdq,Hdq,Wdq,Ib : VEX.128.66.0F3A.WIG 41 /r ib : AVX"),
  VDPBF16PS("Vx{kz},Hx,Wx/b32 : EVEX.F3.0F38.W0 52 /r : AVX512_BF16");

  private final Forms forms;

  VectorFloat(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
