package org.tosc.backends.x86.asm;

/// Vectors as bits: logic, shifts, rotations, counts.
public enum VectorBits implements Opcode {
  // Logic.
  VPAND("Vx,Hx,Wx : VEX.66.0F.WIG DB /r : AVX,AVX2"),
  VPANDD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 DB /r : AVX512F"),
  VPANDQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 DB /r : AVX512F"),
  VPANDN("Vx,Hx,Wx : VEX.66.0F.WIG DF /r : AVX,AVX2"),
  VPANDND("Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 DF /r : AVX512F"),
  VPANDNQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 DF /r : AVX512F"),
  VPOR("Vx,Hx,Wx : VEX.66.0F.WIG EB /r : AVX,AVX2"),
  VPORD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 EB /r : AVX512F"),
  VPORQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 EB /r : AVX512F"),
  VPXOR("Vx,Hx,Wx : VEX.66.0F.WIG EF /r : AVX,AVX2"),
  VPXORD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 EF /r : AVX512F"),
  VPXORQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 EF /r : AVX512F"),
  VPTERNLOGD("Vx{kz},Hx,Wx/b32,Ib : EVEX.66.0F3A.W0 25 /r ib : AVX512F"),
  VPTERNLOGQ("Vx{kz},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 25 /r ib : AVX512F"),

  // Shifts of all elements by one count. `DQ` shifts the bytes of 128 bits.
  VPSLLW(
      "Vx,Hx,Wdq : VEX.66.0F.WIG F1 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 71 /6 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.WIG F1 /r : AVX512BW",
      "Hx{kz},Wx,Ib : EVEX.66.0F.WIG 71 /6 ib : AVX512BW"),
  VPSLLD(
      "Vx,Hx,Wdq : VEX.66.0F.WIG F2 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 72 /6 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.W0 F2 /r : AVX512F",
      "Hx{kz},Wx/b32,Ib : EVEX.66.0F.W0 72 /6 ib : AVX512F"),
  VPSLLQ(
      "Vx,Hx,Wdq : VEX.66.0F.WIG F3 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 73 /6 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.W1 F3 /r : AVX512F",
      "Hx{kz},Wx/b64,Ib : EVEX.66.0F.W1 73 /6 ib : AVX512F"),
  VPSRLW(
      "Vx,Hx,Wdq : VEX.66.0F.WIG D1 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 71 /2 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.WIG D1 /r : AVX512BW",
      "Hx{kz},Wx,Ib : EVEX.66.0F.WIG 71 /2 ib : AVX512BW"),
  VPSRLD(
      "Vx,Hx,Wdq : VEX.66.0F.WIG D2 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 72 /2 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.W0 D2 /r : AVX512F",
      "Hx{kz},Wx/b32,Ib : EVEX.66.0F.W0 72 /2 ib : AVX512F"),
  VPSRLQ(
      "Vx,Hx,Wdq : VEX.66.0F.WIG D3 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 73 /2 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.W1 D3 /r : AVX512F",
      "Hx{kz},Wx/b64,Ib : EVEX.66.0F.W1 73 /2 ib : AVX512F"),
  VPSRAW(
      "Vx,Hx,Wdq : VEX.66.0F.WIG E1 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 71 /4 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.WIG E1 /r : AVX512BW",
      "Hx{kz},Wx,Ib : EVEX.66.0F.WIG 71 /4 ib : AVX512BW"),
  VPSRAD(
      "Vx,Hx,Wdq : VEX.66.0F.WIG E2 /r : AVX,AVX2",
      "Hx,Ux,Ib : VEX.66.0F.WIG 72 /4 ib : AVX,AVX2",
      "Vx{kz},Hx,Wdq : EVEX.66.0F.W0 E2 /r : AVX512F",
      "Hx{kz},Wx/b32,Ib : EVEX.66.0F.W0 72 /4 ib : AVX512F"),
  VPSRAQ(
      "Vx{kz},Hx,Wdq : EVEX.66.0F.W1 E2 /r : AVX512F",
      "Hx{kz},Wx/b64,Ib : EVEX.66.0F.W1 72 /4 ib : AVX512F"),
  VPSLLDQ(
      "Hx,Ux,Ib : VEX.66.0F.WIG 73 /7 ib : AVX,AVX2",
      "Hx,Wx,Ib : EVEX.66.0F.WIG 73 /7 ib : AVX512BW"),
  VPSRLDQ(
      "Hx,Ux,Ib : VEX.66.0F.WIG 73 /3 ib : AVX,AVX2",
      "Hx,Wx,Ib : EVEX.66.0F.WIG 73 /3 ib : AVX512BW"),

  // Shifts of each element by a count of its own.
  VPSLLVW("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 12 /r : AVX512BW"),
  VPSLLVD(
      "Vx,Hx,Wx : VEX.66.0F38.W0 47 /r : AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 47 /r : AVX512F"),
  VPSLLVQ(
      "Vx,Hx,Wx : VEX.66.0F38.W1 47 /r : AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 47 /r : AVX512F"),
  VPSRLVW("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 10 /r : AVX512BW"),
  VPSRLVD(
      "Vx,Hx,Wx : VEX.66.0F38.W0 45 /r : AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 45 /r : AVX512F"),
  VPSRLVQ(
      "Vx,Hx,Wx : VEX.66.0F38.W1 45 /r : AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 45 /r : AVX512F"),
  VPSRAVW("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 11 /r : AVX512BW"),
  VPSRAVD(
      "Vx,Hx,Wx : VEX.66.0F38.W0 46 /r : AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 46 /r : AVX512F"),
  VPSRAVQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 46 /r : AVX512F"),

  // Rotations, and shifts of two elements side by side.
  VPROLD("Hx{kz},Wx/b32,Ib : EVEX.66.0F.W0 72 /1 ib : AVX512F"),
  VPROLVD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 15 /r : AVX512F"),
  VPROLQ("Hx{kz},Wx/b64,Ib : EVEX.66.0F.W1 72 /1 ib : AVX512F"),
  VPROLVQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 15 /r : AVX512F"),
  VPRORD("Hx{kz},Wx/b32,Ib : EVEX.66.0F.W0 72 /0 ib : AVX512F"),
  VPRORVD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 14 /r : AVX512F"),
  VPRORQ("Hx{kz},Wx/b64,Ib : EVEX.66.0F.W1 72 /0 ib : AVX512F"),
  VPRORVQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 14 /r : AVX512F"),
  VPSHLDW("Vx{kz},Hx,Wx,Ib : EVEX.66.0F3A.W1 70 /r ib : AVX512_VBMI2"),
  VPSHLDVW("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 70 /r : AVX512_VBMI2"),
  VPSHLDD("Vx{kz},Hx,Wx/b32,Ib : EVEX.66.0F3A.W0 71 /r ib : AVX512_VBMI2"),
  VPSHLDVD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 71 /r : AVX512_VBMI2"),
  VPSHLDQ("Vx{kz},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 71 /r ib : AVX512_VBMI2"),
  VPSHLDVQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 71 /r : AVX512_VBMI2"),
  VPSHRDW("Vx{kz},Hx,Wx,Ib : EVEX.66.0F3A.W1 72 /r ib : AVX512_VBMI2"),
  VPSHRDVW("Vx{kz},Hx,Wx : EVEX.66.0F38.W1 72 /r : AVX512_VBMI2"),
  VPSHRDD("Vx{kz},Hx,Wx/b32,Ib : EVEX.66.0F3A.W0 73 /r ib : AVX512_VBMI2"),
  VPSHRDVD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 73 /r : AVX512_VBMI2"),
  VPSHRDQ("Vx{kz},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 73 /r ib : AVX512_VBMI2"),
  VPSHRDVQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 73 /r : AVX512_VBMI2"),
  VPMULTISHIFTQB("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 83 /r : AVX512_VBMI"),

  // Counts.
  VPLZCNTD("Vx{kz},Wx/b32 : EVEX.66.0F38.W0 44 /r : AVX512CD"),
  VPLZCNTQ("Vx{kz},Wx/b64 : EVEX.66.0F38.W1 44 /r : AVX512CD"),
  VPCONFLICTD("Vx{kz},Wx/b32 : EVEX.66.0F38.W0 C4 /r : AVX512CD"),
  VPCONFLICTQ("Vx{kz},Wx/b64 : EVEX.66.0F38.W1 C4 /r : AVX512CD"),
  VPOPCNTD("Vx{kz},Wx/b32 : EVEX.66.0F38.W0 55 /r : AVX512_VPOPCNTDQ"),
  VPOPCNTQ("Vx{kz},Wx/b64 : EVEX.66.0F38.W1 55 /r : AVX512_VPOPCNTDQ"),
  VPOPCNTB("Vx{kz},Wx : EVEX.66.0F38.W0 54 /r : AVX512_BITALG"),
  VPOPCNTW("Vx{kz},Wx : EVEX.66.0F38.W1 54 /r : AVX512_BITALG"),
  VPSHUFBITQMB("rK{k},Hx,Wx : EVEX.66.0F38.W0 8F /r : AVX512_BITALG"),

  // Other fields than the integers.
  VGF2P8AFFINEQB(
      "Vx,Hx,Wx,Ib : VEX.66.0F3A.W1 CE /r ib : GFNI+AVX",
      "Vx{kz},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 CE /r ib : GFNI+AVX512F"),
  VGF2P8AFFINEINVQB(
      "Vx,Hx,Wx,Ib : VEX.66.0F3A.W1 CF /r ib : GFNI+AVX",
      "Vx{kz},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 CF /r ib : GFNI+AVX512F"),
  VGF2P8MULB(
      "Vx,Hx,Wx : VEX.66.0F38.W0 CF /r : GFNI+AVX",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.W0 CF /r : GFNI+AVX512F"),
  VPCLMULQDQ(
      "Vx,Hx,Wx,Ib : VEX.66.0F3A.WIG 44 /r ib : PCLMULQDQ+AVX,VPCLMULQDQ",
      "Vx,Hx,Wx,Ib : EVEX.66.0F3A.WIG 44 /r ib : VPCLMULQDQ+AVX512F"),
  VAESENC(
      "Vx,Hx,Wx : VEX.66.0F38.WIG DC /r : AES+AVX,VAES",
      "Vx,Hx,Wx : EVEX.66.0F38.WIG DC /r : VAES+AVX512F"),
  VAESENCLAST(
      "Vx,Hx,Wx : VEX.66.0F38.WIG DD /r : AES+AVX,VAES",
      "Vx,Hx,Wx : EVEX.66.0F38.WIG DD /r : VAES+AVX512F"),
  VAESDEC(
      "Vx,Hx,Wx : VEX.66.0F38.WIG DE /r : AES+AVX,VAES",
      "Vx,Hx,Wx : EVEX.66.0F38.WIG DE /r : VAES+AVX512F"),
  VAESDECLAST(
      "Vx,Hx,Wx : VEX.66.0F38.WIG DF /r : AES+AVX,VAES",
      "Vx,Hx,Wx : EVEX.66.0F38.WIG DF /r : VAES+AVX512F"),
  VAESIMC("Vdq,Wdq : VEX.128.66.0F38.WIG DB /r : AES+AVX"),
  VAESKEYGENASSIST("Vdq,Wdq,Ib : VEX.128.66.0F3A.WIG DF /r ib : AES+AVX");

  private final Forms forms;

  VectorBits(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
