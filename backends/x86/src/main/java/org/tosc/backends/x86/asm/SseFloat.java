package org.tosc.backends.x86.asm;

/// Floats in the encodings before AVX, which leave the upper lanes of a vector as they are.
/// [VectorFloat] and its neighbours have the others.
public enum SseFloat implements Opcode {
  // Moves.
  MOVUPS("Vdq,Wdq : 0F 10 /r", "Wdq,Vdq : 0F 11 /r"),
  MOVUPD("Vdq,Wdq : 66 0F 10 /r", "Wdq,Vdq : 66 0F 11 /r"),
  MOVAPS("Vdq,Wdq : 0F 28 /r", "Wdq,Vdq : 0F 29 /r"),
  MOVAPD("Vdq,Wdq : 66 0F 28 /r", "Wdq,Vdq : 66 0F 29 /r"),
  MOVSS("Vdq,Wss : F3 0F 10 /r", "Wss,Vdq : F3 0F 11 /r"),
  MOVSD("Vdq,Wsd : F2 0F 10 /r", "Wsd,Vdq : F2 0F 11 /r"),
  MOVLPS("Vdq,Mq : 0F 12 /r", "Mq,Vdq : 0F 13 /r"),
  MOVLPD("Vdq,Mq : 66 0F 12 /r", "Mq,Vdq : 66 0F 13 /r"),
  MOVHPS("Vdq,Mq : 0F 16 /r", "Mq,Vdq : 0F 17 /r"),
  MOVHPD("Vdq,Mq : 66 0F 16 /r", "Mq,Vdq : 66 0F 17 /r"),
  MOVHLPS("Vdq,Udq : 0F 12 /r"),
  MOVLHPS("Vdq,Udq : 0F 16 /r"),
  MOVNTPS("Mdq,Vdq : 0F 2B /r"),
  MOVNTPD("Mdq,Vdq : 66 0F 2B /r"),
  MOVMSKPS("Gd,Udq : 0F 50 /r"),
  MOVMSKPD("Gd,Udq : 66 0F 50 /r"),
  MOVSLDUP("Vdq,Wdq : F3 0F 12 /r : SSE3"),
  MOVSHDUP("Vdq,Wdq : F3 0F 16 /r : SSE3"),
  MOVDDUP("Vdq,Wq : F2 0F 12 /r : SSE3"),
  LDMXCSR("Md : 0F AE /2"),
  STMXCSR("Md : 0F AE /3"),

  // Arithmetic.
  ADDPS("Vdq,Wdq : 0F 58 /r"),
  ADDPD("Vdq,Wdq : 66 0F 58 /r"),
  ADDSS("Vdq,Wss : F3 0F 58 /r"),
  ADDSD("Vdq,Wsd : F2 0F 58 /r"),
  SUBPS("Vdq,Wdq : 0F 5C /r"),
  SUBPD("Vdq,Wdq : 66 0F 5C /r"),
  SUBSS("Vdq,Wss : F3 0F 5C /r"),
  SUBSD("Vdq,Wsd : F2 0F 5C /r"),
  MULPS("Vdq,Wdq : 0F 59 /r"),
  MULPD("Vdq,Wdq : 66 0F 59 /r"),
  MULSS("Vdq,Wss : F3 0F 59 /r"),
  MULSD("Vdq,Wsd : F2 0F 59 /r"),
  DIVPS("Vdq,Wdq : 0F 5E /r"),
  DIVPD("Vdq,Wdq : 66 0F 5E /r"),
  DIVSS("Vdq,Wss : F3 0F 5E /r"),
  DIVSD("Vdq,Wsd : F2 0F 5E /r"),
  MINPS("Vdq,Wdq : 0F 5D /r"),
  MINPD("Vdq,Wdq : 66 0F 5D /r"),
  MINSS("Vdq,Wss : F3 0F 5D /r"),
  MINSD("Vdq,Wsd : F2 0F 5D /r"),
  MAXPS("Vdq,Wdq : 0F 5F /r"),
  MAXPD("Vdq,Wdq : 66 0F 5F /r"),
  MAXSS("Vdq,Wss : F3 0F 5F /r"),
  MAXSD("Vdq,Wsd : F2 0F 5F /r"),
  SQRTPS("Vdq,Wdq : 0F 51 /r"),
  SQRTPD("Vdq,Wdq : 66 0F 51 /r"),
  SQRTSS("Vdq,Wss : F3 0F 51 /r"),
  SQRTSD("Vdq,Wsd : F2 0F 51 /r"),
  RCPPS("Vdq,Wdq : 0F 53 /r"),
  RCPSS("Vdq,Wss : F3 0F 53 /r"),
  RSQRTPS("Vdq,Wdq : 0F 52 /r"),
  RSQRTSS("Vdq,Wss : F3 0F 52 /r"),
  HADDPS("Vdq,Wdq : F2 0F 7C /r : SSE3"),
  HADDPD("Vdq,Wdq : 66 0F 7C /r : SSE3"),
  HSUBPS("Vdq,Wdq : F2 0F 7D /r : SSE3"),
  HSUBPD("Vdq,Wdq : 66 0F 7D /r : SSE3"),
  ADDSUBPS("Vdq,Wdq : F2 0F D0 /r : SSE3"),
  ADDSUBPD("Vdq,Wdq : 66 0F D0 /r : SSE3"),
  DPPS("Vdq,Wdq,Ib : 66 0F 3A 40 /r ib : SSE4_1"),
  DPPD("Vdq,Wdq,Ib : 66 0F 3A 41 /r ib : SSE4_1"),
  ROUNDPS("Vdq,Wdq,Ib : 66 0F 3A 08 /r ib : SSE4_1"),
  ROUNDPD("Vdq,Wdq,Ib : 66 0F 3A 09 /r ib : SSE4_1"),
  ROUNDSS("Vdq,Wss,Ib : 66 0F 3A 0A /r ib : SSE4_1"),
  ROUNDSD("Vdq,Wsd,Ib : 66 0F 3A 0B /r ib : SSE4_1"),

  // Bits and comparisons.
  ANDPS("Vdq,Wdq : 0F 54 /r"),
  ANDPD("Vdq,Wdq : 66 0F 54 /r"),
  ANDNPS("Vdq,Wdq : 0F 55 /r"),
  ANDNPD("Vdq,Wdq : 66 0F 55 /r"),
  ORPS("Vdq,Wdq : 0F 56 /r"),
  ORPD("Vdq,Wdq : 66 0F 56 /r"),
  XORPS("Vdq,Wdq : 0F 57 /r"),
  XORPD("Vdq,Wdq : 66 0F 57 /r"),
  CMPPS("Vdq,Wdq,Ib : 0F C2 /r ib"),
  CMPPD("Vdq,Wdq,Ib : 66 0F C2 /r ib"),
  CMPSS("Vdq,Wss,Ib : F3 0F C2 /r ib"),
  CMPSD("Vdq,Wsd,Ib : F2 0F C2 /r ib"),
  UCOMISS("Vdq,Wss : 0F 2E /r"),
  UCOMISD("Vdq,Wsd : 66 0F 2E /r"),
  COMISS("Vdq,Wss : 0F 2F /r"),
  COMISD("Vdq,Wsd : 66 0F 2F /r"),

  // Lanes. `BLENDV` takes the signs of xmm0, which is not written.
  UNPCKLPS("Vdq,Wdq : 0F 14 /r"),
  UNPCKLPD("Vdq,Wdq : 66 0F 14 /r"),
  UNPCKHPS("Vdq,Wdq : 0F 15 /r"),
  UNPCKHPD("Vdq,Wdq : 66 0F 15 /r"),
  SHUFPS("Vdq,Wdq,Ib : 0F C6 /r ib"),
  SHUFPD("Vdq,Wdq,Ib : 66 0F C6 /r ib"),
  BLENDPS("Vdq,Wdq,Ib : 66 0F 3A 0C /r ib : SSE4_1"),
  BLENDPD("Vdq,Wdq,Ib : 66 0F 3A 0D /r ib : SSE4_1"),
  BLENDVPS("Vdq,Wdq : 66 0F 38 14 /r : SSE4_1"),
  BLENDVPD("Vdq,Wdq : 66 0F 38 15 /r : SSE4_1"),
  INSERTPS("Vdq,Wd,Ib : 66 0F 3A 21 /r ib : SSE4_1"),
  EXTRACTPS("Ed,Vdq,Ib : 66 0F 3A 17 /r ib : SSE4_1"),

  // Conversions.
  CVTPS2PD("Vdq,Wq : 0F 5A /r"),
  CVTPD2PS("Vdq,Wdq : 66 0F 5A /r"),
  CVTSS2SD("Vdq,Wss : F3 0F 5A /r"),
  CVTSD2SS("Vdq,Wsd : F2 0F 5A /r"),
  CVTDQ2PS("Vdq,Wdq : 0F 5B /r"),
  CVTDQ2PD("Vdq,Wq : F3 0F E6 /r"),
  CVTSI2SS("Vdq,Ey : F3 0F 2A /r"),
  CVTSI2SD("Vdq,Ey : F2 0F 2A /r"),
  CVTPS2DQ("Vdq,Wdq : 66 0F 5B /r"),
  CVTPD2DQ("Vdq,Wdq : F2 0F E6 /r"),
  CVTSS2SI("Gy,Wss : F3 0F 2D /r"),
  CVTSD2SI("Gy,Wsd : F2 0F 2D /r"),
  CVTTPS2DQ("Vdq,Wdq : F3 0F 5B /r"),
  CVTTPD2DQ("Vdq,Wdq : 66 0F E6 /r"),
  CVTTSS2SI("Gy,Wss : F3 0F 2C /r"),
  CVTTSD2SI("Gy,Wsd : F2 0F 2C /r");

  private final Forms forms;

  SseFloat(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
