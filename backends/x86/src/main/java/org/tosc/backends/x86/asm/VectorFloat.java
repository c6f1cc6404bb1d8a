package org.tosc.backends.x86.asm;

/// Arithmetic on vectors of floats.
public enum VectorFloat implements Opcode {
  VADDPS("Vx,Hx,Wx : VEX.0F.WIG 58 /r : AVX", "Vx{kz},Hx,Wx/b32{er} : EVEX.0F.W0 58 /r : AVX512F");

  private final Forms forms;

  VectorFloat(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
