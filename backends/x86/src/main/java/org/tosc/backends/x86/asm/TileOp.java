package org.tosc.backends.x86.asm;

/// Matrices in tile registers: AMX.
public enum TileOp implements Opcode {
  LDTILECFG("M : VEX.128.0F38.W0 49 /0 : AMX_TILE"),
  STTILECFG("M : VEX.128.66.0F38.W0 49 /0 : AMX_TILE"),
  TILELOADD("rT,sibmem : VEX.128.F2.0F38.W0 4B /r : AMX_TILE"),
  TILELOADDT1("rT,sibmem : VEX.128.66.0F38.W0 4B /r : AMX_TILE"),
  TILESTORED("sibmem,rT : VEX.128.F3.0F38.W0 4B /r : AMX_TILE"),
  TILEZERO("rT : VEX.128.F2.0F38.W0 49 /r : AMX_TILE"),
  TILERELEASE(" : VEX.128.0F38.W0 49 C0 : AMX_TILE"),

  // Sums of products, of pairs of bf16 and of groups of four bytes.
  TDPBF16PS("rT,mT,vT : VEX.128.F3.0F38.W0 5C /r : AMX_BF16"),
  TDPBSSD("rT,mT,vT : VEX.128.F2.0F38.W0 5E /r : AMX_INT8"),
  TDPBSUD("rT,mT,vT : VEX.128.F3.0F38.W0 5E /r : AMX_INT8"),
  TDPBUSD("rT,mT,vT : VEX.128.66.0F38.W0 5E /r : AMX_INT8"),
  TDPBUUD("rT,mT,vT : VEX.128.0F38.W0 5E /r : AMX_INT8");

  private final Forms forms;

  TileOp(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
