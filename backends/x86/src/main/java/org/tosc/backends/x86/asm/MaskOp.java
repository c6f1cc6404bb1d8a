package org.tosc.backends.x86.asm;

/// Masks of AVX-512.
public enum MaskOp implements Opcode {
  // Moves.
  KMOVB(
      "rK,mK/Mb : VEX.LZ.66.0F.W0 90 /r : AVX512DQ",
      "Mb,rK : VEX.LZ.66.0F.W0 91 /r : AVX512DQ",
      "rK,Rd : VEX.LZ.66.0F.W0 92 /r : AVX512DQ",
      "Gd,mK : VEX.LZ.66.0F.W0 93 /r : AVX512DQ"),
  KMOVW(
      "rK,mK/Mw : VEX.LZ.0F.W0 90 /r : AVX512F",
      "Mw,rK : VEX.LZ.0F.W0 91 /r : AVX512F",
      "rK,Rd : VEX.LZ.0F.W0 92 /r : AVX512F",
      "Gd,mK : VEX.LZ.0F.W0 93 /r : AVX512F"),
  KMOVD(
      "rK,mK/Md : VEX.LZ.66.0F.W1 90 /r : AVX512BW",
      "Md,rK : VEX.LZ.66.0F.W1 91 /r : AVX512BW",
      "rK,Rd : VEX.LZ.F2.0F.W0 92 /r : AVX512BW",
      "Gd,mK : VEX.LZ.F2.0F.W0 93 /r : AVX512BW"),
  KMOVQ(
      "rK,mK/Mq : VEX.LZ.0F.W1 90 /r : AVX512BW",
      "Mq,rK : VEX.LZ.0F.W1 91 /r : AVX512BW",
      "rK,Rq : VEX.LZ.F2.0F.W1 92 /r : AVX512BW",
      "Gq,mK : VEX.LZ.F2.0F.W1 93 /r : AVX512BW"),

  // Logic, sums, tests.
  KANDB("rK,vK,mK : VEX.256.66.0F.W0 41 /r : AVX512DQ"),
  KANDW("rK,vK,mK : VEX.256.0F.W0 41 /r : AVX512F"),
  KANDD("rK,vK,mK : VEX.256.66.0F.W1 41 /r : AVX512BW"),
  KANDQ("rK,vK,mK : VEX.256.0F.W1 41 /r : AVX512BW"),
  KANDNB("rK,vK,mK : VEX.256.66.0F.W0 42 /r : AVX512DQ"),
  KANDNW("rK,vK,mK : VEX.256.0F.W0 42 /r : AVX512F"),
  KANDND("rK,vK,mK : VEX.256.66.0F.W1 42 /r : AVX512BW"),
  KANDNQ("rK,vK,mK : VEX.256.0F.W1 42 /r : AVX512BW"),
  KORB("rK,vK,mK : VEX.256.66.0F.W0 45 /r : AVX512DQ"),
  KORW("rK,vK,mK : VEX.256.0F.W0 45 /r : AVX512F"),
  KORD("rK,vK,mK : VEX.256.66.0F.W1 45 /r : AVX512BW"),
  KORQ("rK,vK,mK : VEX.256.0F.W1 45 /r : AVX512BW"),
  KXNORB("rK,vK,mK : VEX.256.66.0F.W0 46 /r : AVX512DQ"),
  KXNORW("rK,vK,mK : VEX.256.0F.W0 46 /r : AVX512F"),
  KXNORD("rK,vK,mK : VEX.256.66.0F.W1 46 /r : AVX512BW"),
  KXNORQ("rK,vK,mK : VEX.256.0F.W1 46 /r : AVX512BW"),
  KXORB("rK,vK,mK : VEX.256.66.0F.W0 47 /r : AVX512DQ"),
  KXORW("rK,vK,mK : VEX.256.0F.W0 47 /r : AVX512F"),
  KXORD("rK,vK,mK : VEX.256.66.0F.W1 47 /r : AVX512BW"),
  KXORQ("rK,vK,mK : VEX.256.0F.W1 47 /r : AVX512BW"),
  KADDB("rK,vK,mK : VEX.256.66.0F.W0 4A /r : AVX512DQ"),
  KADDW("rK,vK,mK : VEX.256.0F.W0 4A /r : AVX512DQ"),
  KADDD("rK,vK,mK : VEX.256.66.0F.W1 4A /r : AVX512BW"),
  KADDQ("rK,vK,mK : VEX.256.0F.W1 4A /r : AVX512BW"),
  KNOTB("rK,mK : VEX.LZ.66.0F.W0 44 /r : AVX512DQ"),
  KNOTW("rK,mK : VEX.LZ.0F.W0 44 /r : AVX512F"),
  KNOTD("rK,mK : VEX.LZ.66.0F.W1 44 /r : AVX512BW"),
  KNOTQ("rK,mK : VEX.LZ.0F.W1 44 /r : AVX512BW"),
  KORTESTB("rK,mK : VEX.LZ.66.0F.W0 98 /r : AVX512DQ"),
  KORTESTW("rK,mK : VEX.LZ.0F.W0 98 /r : AVX512F"),
  KORTESTD("rK,mK : VEX.LZ.66.0F.W1 98 /r : AVX512BW"),
  KORTESTQ("rK,mK : VEX.LZ.0F.W1 98 /r : AVX512BW"),
  KTESTB("rK,mK : VEX.LZ.66.0F.W0 99 /r : AVX512DQ"),
  KTESTW("rK,mK : VEX.LZ.0F.W0 99 /r : AVX512DQ"),
  KTESTD("rK,mK : VEX.LZ.66.0F.W1 99 /r : AVX512BW"),
  KTESTQ("rK,mK : VEX.LZ.0F.W1 99 /r : AVX512BW"),

  // Shifts, and two masks side by side.
  KSHIFTLB("rK,mK,Ib : VEX.LZ.66.0F3A.W0 32 /r ib : AVX512DQ"),
  KSHIFTLW("rK,mK,Ib : VEX.LZ.66.0F3A.W1 32 /r ib : AVX512F"),
  KSHIFTLD("rK,mK,Ib : VEX.LZ.66.0F3A.W0 33 /r ib : AVX512BW"),
  KSHIFTLQ("rK,mK,Ib : VEX.LZ.66.0F3A.W1 33 /r ib : AVX512BW"),
  KSHIFTRB("rK,mK,Ib : VEX.LZ.66.0F3A.W0 30 /r ib : AVX512DQ"),
  KSHIFTRW("rK,mK,Ib : VEX.LZ.66.0F3A.W1 30 /r ib : AVX512F"),
  KSHIFTRD("rK,mK,Ib : VEX.LZ.66.0F3A.W0 31 /r ib : AVX512BW"),
  KSHIFTRQ("rK,mK,Ib : VEX.LZ.66.0F3A.W1 31 /r ib : AVX512BW"),
  KUNPCKBW("rK,vK,mK : VEX.256.66.0F.W0 4B /r : AVX512F"),
  KUNPCKWD("rK,vK,mK : VEX.256.0F.W0 4B /r : AVX512BW"),
  KUNPCKDQ("rK,vK,mK : VEX.256.0F.W1 4B /r : AVX512BW"),

  // Masks to vectors of zeros and ones, and the signs of a vector to a mask.
  VPMOVM2B("Vx,mK : EVEX.F3.0F38.W0 28 /r : AVX512BW"),
  VPMOVB2M("rK,Ux : EVEX.F3.0F38.W0 29 /r : AVX512BW"),
  VPMOVM2W("Vx,mK : EVEX.F3.0F38.W1 28 /r : AVX512BW"),
  VPMOVW2M("rK,Ux : EVEX.F3.0F38.W1 29 /r : AVX512BW"),
  VPMOVM2D("Vx,mK : EVEX.F3.0F38.W0 38 /r : AVX512DQ"),
  VPMOVD2M("rK,Ux : EVEX.F3.0F38.W0 39 /r : AVX512DQ"),
  VPMOVM2Q("Vx,mK : EVEX.F3.0F38.W1 38 /r : AVX512DQ"),
  VPMOVQ2M("rK,Ux : EVEX.F3.0F38.W1 39 /r : AVX512DQ");

  private final Forms forms;

  MaskOp(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
