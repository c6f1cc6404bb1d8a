package org.tosc.backends.x86.asm;

/// Integers in vectors: arithmetic and comparisons. [VectorBits] has logic and shifts.
public enum VectorInteger implements Opcode {
  // Sums, differences, means, absolute values.
  VPADDB(
      "Vx,Hx,Wx : VEX.66.0F.WIG FC /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG FC /r : AVX512BW"),
  VPADDW(
      "Vx,Hx,Wx : VEX.66.0F.WIG FD /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG FD /r : AVX512BW"),
  VPADDD(
      "Vx,Hx,Wx : VEX.66.0F.WIG FE /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 FE /r : AVX512F"),
  VPADDQ(
      "Vx,Hx,Wx : VEX.66.0F.WIG D4 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 D4 /r : AVX512F"),
  VPSUBB(
      "Vx,Hx,Wx : VEX.66.0F.WIG F8 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG F8 /r : AVX512BW"),
  VPSUBW(
      "Vx,Hx,Wx : VEX.66.0F.WIG F9 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG F9 /r : AVX512BW"),
  VPSUBD(
      "Vx,Hx,Wx : VEX.66.0F.WIG FA /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F.W0 FA /r : AVX512F"),
  VPSUBQ(
      "Vx,Hx,Wx : VEX.66.0F.WIG FB /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 FB /r : AVX512F"),
  VPADDSB(
      "Vx,Hx,Wx : VEX.66.0F.WIG EC /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG EC /r : AVX512BW"),
  VPADDSW(
      "Vx,Hx,Wx : VEX.66.0F.WIG ED /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG ED /r : AVX512BW"),
  VPADDUSB(
      "Vx,Hx,Wx : VEX.66.0F.WIG DC /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG DC /r : AVX512BW"),
  VPADDUSW(
      "Vx,Hx,Wx : VEX.66.0F.WIG DD /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG DD /r : AVX512BW"),
  VPSUBSB(
      "Vx,Hx,Wx : VEX.66.0F.WIG E8 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG E8 /r : AVX512BW"),
  VPSUBSW(
      "Vx,Hx,Wx : VEX.66.0F.WIG E9 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG E9 /r : AVX512BW"),
  VPSUBUSB(
      "Vx,Hx,Wx : VEX.66.0F.WIG D8 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG D8 /r : AVX512BW"),
  VPSUBUSW(
      "Vx,Hx,Wx : VEX.66.0F.WIG D9 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG D9 /r : AVX512BW"),
  VPAVGB(
      "Vx,Hx,Wx : VEX.66.0F.WIG E0 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG E0 /r : AVX512BW"),
  VPAVGW(
      "Vx,Hx,Wx : VEX.66.0F.WIG E3 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG E3 /r : AVX512BW"),
  VPABSB(
      "Vx,Wx : VEX.66.0F38.WIG 1C /r : AVX,AVX2", "Vx{kz},Wx : EVEX.66.0F38.WIG 1C /r : AVX512BW"),
  VPABSW(
      "Vx,Wx : VEX.66.0F38.WIG 1D /r : AVX,AVX2", "Vx{kz},Wx : EVEX.66.0F38.WIG 1D /r : AVX512BW"),
  VPABSD(
      "Vx,Wx : VEX.66.0F38.WIG 1E /r : AVX,AVX2",
      "Vx{kz},Wx/b32 : EVEX.66.0F38.W0 1E /r : AVX512F"),
  VPABSQ("Vx{kz},Wx/b64 : EVEX.66.0F38.W1 1F /r : AVX512F"),
  VPSIGNB("Vx,Hx,Wx : VEX.66.0F38.WIG 08 /r : AVX,AVX2"),
  VPSIGNW("Vx,Hx,Wx : VEX.66.0F38.WIG 09 /r : AVX,AVX2"),
  VPSIGND("Vx,Hx,Wx : VEX.66.0F38.WIG 0A /r : AVX,AVX2"),

  // Products.
  VPMULLW(
      "Vx,Hx,Wx : VEX.66.0F.WIG D5 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG D5 /r : AVX512BW"),
  VPMULHW(
      "Vx,Hx,Wx : VEX.66.0F.WIG E5 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG E5 /r : AVX512BW"),
  VPMULHUW(
      "Vx,Hx,Wx : VEX.66.0F.WIG E4 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG E4 /r : AVX512BW"),
  VPMULHRSW(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 0B /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.WIG 0B /r : AVX512BW"),
  VPMULLD(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 40 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 40 /r : AVX512F"),
  VPMULLQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 40 /r : AVX512DQ"),
  VPMULUDQ(
      "Vx,Hx,Wx : VEX.66.0F.WIG F4 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F.W1 F4 /r : AVX512F"),
  VPMULDQ(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 28 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 28 /r : AVX512F"),
  VPMADDWD(
      "Vx,Hx,Wx : VEX.66.0F.WIG F5 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG F5 /r : AVX512BW"),
  VPMADDUBSW(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 04 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.WIG 04 /r : AVX512BW"),
  VPMADD52LUQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 B4 /r : AVX512_IFMA"),
  VPMADD52HUQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 B5 /r : AVX512_IFMA"),

  // Sums of products and of neighbours. `VEX_` is the encoding of CPUs that have no AVX-512.
  VPDPBUSD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 50 /r : AVX512_VNNI"),
  VPDPBUSDS("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 51 /r : AVX512_VNNI"),
  VPDPWSSD("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 52 /r : AVX512_VNNI"),
  VPDPWSSDS("Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 53 /r : AVX512_VNNI"),
  VEX_VPDPBUSD("Vx,Hx,Wx : VEX.66.0F38.W0 50 /r : AVX_VNNI"),
  VEX_VPDPBUSDS("Vx,Hx,Wx : VEX.66.0F38.W0 51 /r : AVX_VNNI"),
  VEX_VPDPWSSD("Vx,Hx,Wx : VEX.66.0F38.W0 52 /r : AVX_VNNI"),
  VEX_VPDPWSSDS("Vx,Hx,Wx : VEX.66.0F38.W0 53 /r : AVX_VNNI"),
  VPSADBW(
      "Vx,Hx,Wx : VEX.66.0F.WIG F6 /r : AVX,AVX2", "Vx,Hx,Wx : EVEX.66.0F.WIG F6 /r : AVX512BW"),
  VDBPSADBW("Vx{kz},Hx,Wx,Ib : EVEX.66.0F3A.W0 42 /r ib : AVX512BW"),
  VMPSADBW("Vx,Hx,Wx,Ib : VEX.66.0F3A.WIG 42 /r ib : AVX,AVX2"),
  VPHADDW("Vx,Hx,Wx : VEX.66.0F38.WIG 01 /r : AVX,AVX2"),
  VPHADDD("Vx,Hx,Wx : VEX.66.0F38.WIG 02 /r : AVX,AVX2"),
  VPHADDSW("Vx,Hx,Wx : VEX.66.0F38.WIG 03 /r : AVX,AVX2"),
  VPHSUBW("Vx,Hx,Wx : VEX.66.0F38.WIG 05 /r : AVX,AVX2"),
  VPHSUBD("Vx,Hx,Wx : VEX.66.0F38.WIG 06 /r : AVX,AVX2"),
  VPHSUBSW("Vx,Hx,Wx : VEX.66.0F38.WIG 07 /r : AVX,AVX2"),
  VPHMINPOSUW("Vdq,Wdq : VEX.128.66.0F38.WIG 41 /r : AVX"),

  // Minima and maxima.
  VPMINSB(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 38 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.WIG 38 /r : AVX512BW"),
  VPMINSW(
      "Vx,Hx,Wx : VEX.66.0F.WIG EA /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG EA /r : AVX512BW"),
  VPMINSD(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 39 /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 39 /r : AVX512F"),
  VPMINSQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 39 /r : AVX512F"),
  VPMINUB(
      "Vx,Hx,Wx : VEX.66.0F.WIG DA /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG DA /r : AVX512BW"),
  VPMINUW(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 3A /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.WIG 3A /r : AVX512BW"),
  VPMINUD(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 3B /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 3B /r : AVX512F"),
  VPMINUQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 3B /r : AVX512F"),
  VPMAXSB(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 3C /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.WIG 3C /r : AVX512BW"),
  VPMAXSW(
      "Vx,Hx,Wx : VEX.66.0F.WIG EE /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG EE /r : AVX512BW"),
  VPMAXSD(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 3D /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 3D /r : AVX512F"),
  VPMAXSQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 3D /r : AVX512F"),
  VPMAXUB(
      "Vx,Hx,Wx : VEX.66.0F.WIG DE /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F.WIG DE /r : AVX512BW"),
  VPMAXUW(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 3E /r : AVX,AVX2",
      "Vx{kz},Hx,Wx : EVEX.66.0F38.WIG 3E /r : AVX512BW"),
  VPMAXUD(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 3F /r : AVX,AVX2",
      "Vx{kz},Hx,Wx/b32 : EVEX.66.0F38.W0 3F /r : AVX512F"),
  VPMAXUQ("Vx{kz},Hx,Wx/b64 : EVEX.66.0F38.W1 3F /r : AVX512F"),

  // Comparisons.
  VPCMPEQB(
      "Vx,Hx,Wx : VEX.66.0F.WIG 74 /r : AVX,AVX2", "rK{k},Hx,Wx : EVEX.66.0F.WIG 74 /r : AVX512BW"),
  VPCMPEQW(
      "Vx,Hx,Wx : VEX.66.0F.WIG 75 /r : AVX,AVX2", "rK{k},Hx,Wx : EVEX.66.0F.WIG 75 /r : AVX512BW"),
  VPCMPEQD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 76 /r : AVX,AVX2",
      "rK{k},Hx,Wx/b32 : EVEX.66.0F.W0 76 /r : AVX512F"),
  VPCMPEQQ(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 29 /r : AVX,AVX2",
      "rK{k},Hx,Wx/b64 : EVEX.66.0F38.W1 29 /r : AVX512F"),
  VPCMPGTB(
      "Vx,Hx,Wx : VEX.66.0F.WIG 64 /r : AVX,AVX2", "rK{k},Hx,Wx : EVEX.66.0F.WIG 64 /r : AVX512BW"),
  VPCMPGTW(
      "Vx,Hx,Wx : VEX.66.0F.WIG 65 /r : AVX,AVX2", "rK{k},Hx,Wx : EVEX.66.0F.WIG 65 /r : AVX512BW"),
  VPCMPGTD(
      "Vx,Hx,Wx : VEX.66.0F.WIG 66 /r : AVX,AVX2",
      "rK{k},Hx,Wx/b32 : EVEX.66.0F.W0 66 /r : AVX512F"),
  VPCMPGTQ(
      "Vx,Hx,Wx : VEX.66.0F38.WIG 37 /r : AVX,AVX2",
      "rK{k},Hx,Wx/b64 : EVEX.66.0F38.W1 37 /r : AVX512F"),
  VPCMPB("rK{k},Hx,Wx,Ib : EVEX.66.0F3A.W0 3F /r ib : AVX512BW"),
  VPCMPUB("rK{k},Hx,Wx,Ib : EVEX.66.0F3A.W0 3E /r ib : AVX512BW"),
  VPCMPW("rK{k},Hx,Wx,Ib : EVEX.66.0F3A.W1 3F /r ib : AVX512BW"),
  VPCMPUW("rK{k},Hx,Wx,Ib : EVEX.66.0F3A.W1 3E /r ib : AVX512BW"),
  VPCMPD("rK{k},Hx,Wx/b32,Ib : EVEX.66.0F3A.W0 1F /r ib : AVX512F"),
  VPCMPUD("rK{k},Hx,Wx/b32,Ib : EVEX.66.0F3A.W0 1E /r ib : AVX512F"),
  VPCMPQ("rK{k},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 1F /r ib : AVX512F"),
  VPCMPUQ("rK{k},Hx,Wx/b64,Ib : EVEX.66.0F3A.W1 1E /r ib : AVX512F"),
  VPTESTMB("rK{k},Hx,Wx : EVEX.66.0F38.W0 26 /r : AVX512BW"),
  VPTESTMW("rK{k},Hx,Wx : EVEX.66.0F38.W1 26 /r : AVX512BW"),
  VPTESTMD("rK{k},Hx,Wx/b32 : EVEX.66.0F38.W0 27 /r : AVX512F"),
  VPTESTMQ("rK{k},Hx,Wx/b64 : EVEX.66.0F38.W1 27 /r : AVX512F"),
  VPTESTNMB("rK{k},Hx,Wx : EVEX.F3.0F38.W0 26 /r : AVX512BW"),
  VPTESTNMW("rK{k},Hx,Wx : EVEX.F3.0F38.W1 26 /r : AVX512BW"),
  VPTESTNMD("rK{k},Hx,Wx/b32 : EVEX.F3.0F38.W0 27 /r : AVX512F"),
  VPTESTNMQ("rK{k},Hx,Wx/b64 : EVEX.F3.0F38.W1 27 /r : AVX512F"),
  VPTEST("Vx,Wx : VEX.66.0F38.WIG 17 /r : AVX"),

  // Comparisons of all bytes or words of two strings (Intel SDM volume 2, 4.1).
  VPCMPESTRM("Vdq,Wdq,Ib : VEX.128.66.0F3A.WIG 60 /r ib : AVX"),
  VPCMPESTRI("Vdq,Wdq,Ib : VEX.128.66.0F3A.WIG 61 /r ib : AVX"),
  VPCMPISTRM("Vdq,Wdq,Ib : VEX.128.66.0F3A.WIG 62 /r ib : AVX"),
  VPCMPISTRI("Vdq,Wdq,Ib : VEX.128.66.0F3A.WIG 63 /r ib : AVX");

  private final Forms forms;

  VectorInteger(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
