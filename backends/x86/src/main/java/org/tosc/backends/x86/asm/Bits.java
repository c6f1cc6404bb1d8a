package org.tosc.backends.x86.asm;

/// Bits and bytes of general-purpose registers: what came after the first x86-64 CPUs.
public enum Bits implements Opcode {
  // Fields and single bits (BMI1).
  ANDN("Gy,By,Ey : VEX.LZ.0F38 F2 /r : BMI1"),
  BEXTR("Gy,Ey,By : VEX.LZ.0F38 F7 /r : BMI1"),
  BLSI("By,Ey : VEX.LZ.0F38 F3 /3 : BMI1"),
  BLSMSK("By,Ey : VEX.LZ.0F38 F3 /2 : BMI1"),
  BLSR("By,Ey : VEX.LZ.0F38 F3 /1 : BMI1"),

  // Fields gathered and spread, shifts and products that leave the flags (BMI2).
  BZHI("Gy,Ey,By : VEX.LZ.0F38 F5 /r : BMI2"),
  PDEP("Gy,By,Ey : VEX.LZ.F2.0F38 F5 /r : BMI2"),
  PEXT("Gy,By,Ey : VEX.LZ.F3.0F38 F5 /r : BMI2"),
  MULX("Gy,By,Ey : VEX.LZ.F2.0F38 F6 /r : BMI2"),
  RORX("Gy,Ey,Ib : VEX.LZ.F2.0F3A F0 /r ib : BMI2"),
  SARX("Gy,Ey,By : VEX.LZ.F3.0F38 F7 /r : BMI2"),
  SHLX("Gy,Ey,By : VEX.LZ.66.0F38 F7 /r : BMI2"),
  SHRX("Gy,Ey,By : VEX.LZ.F2.0F38 F7 /r : BMI2"),

  // Counts.
  POPCNT("Gv,Ev : F3 0F B8 /r : POPCNT"),
  LZCNT("Gv,Ev : F3 0F BD /r : LZCNT"),
  TZCNT("Gv,Ev : F3 0F BC /r : BMI1"),

  // Sums with one of two carries, the other order of bytes, checksums.
  ADCX("Gy,Ey : 66 0F 38 F6 /r : ADX"),
  ADOX("Gy,Ey : F3 0F 38 F6 /r : ADX"),
  MOVBE("Gv,Mv : 0F 38 F0 /r : MOVBE", "Mv,Gv : 0F 38 F1 /r : MOVBE"),
  CRC32(
      "Gd,Eb : F2 0F 38 F0 /r : SSE4_2",
      "Gd,Ew : 66 F2 0F 38 F1 /r : SSE4_2",
      "Gd,Ed : F2 0F 38 F1 /r : SSE4_2",
      "Gq,Eb : F2 REX.W 0F 38 F0 /r : SSE4_2",
      "Gq,Eq : F2 REX.W 0F 38 F1 /r : SSE4_2");

  private final Forms forms;

  Bits(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
