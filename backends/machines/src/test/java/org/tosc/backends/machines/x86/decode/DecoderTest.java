package org.tosc.backends.machines.x86.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.x86.isa.Decoded;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Any bytes are an instruction or a described fault.
class DecoderTest {
  @Test
  void anyBytesDecode() {
    var speed = new DecodeSpeed(1);
    speed.run(2_000_000);
    assertTrue(speed.instructions > 500_000 && speed.faults > 100_000, speed::toString);
  }

  @Test
  void faultsSayWhy() {
    assertFault(Fault.Kind.TRUNCATED, "");
    assertFault(Fault.Kind.TRUNCATED, "81 c0 00 00");
    assertFault(Fault.Kind.TRUNCATED, "66 66");
    assertFault(Fault.Kind.TOO_LONG, "66 66 66 66 66 66 66 66 66 66 66 66 66 66 66 90");
    assertFault(Fault.Kind.TOO_LONG, "67 67 67 67 67 67 67 67 67 67 81 00 00 00 00 00");
    assertFault(Fault.Kind.UNDEFINED, "06");
    assertFault(Fault.Kind.UNDEFINED, "8d c0");
    assertFault(Fault.Kind.PREFIX, "f0 90");
    assertFault(Fault.Kind.PREFIX, "f0 01 c0");
    assertFault(Fault.Kind.PREFIX, "66 c5 f8 58 c1");
    assertFault(Fault.Kind.PREFIX, "48 62 f1 7c 48 58 c1");
    assertFault(Fault.Kind.OPERAND, "62 f2 7d 48 92 04 08");
    assertFault(Fault.Kind.OPERAND, "c5 f0 52 c1");
    assertFault(Fault.Kind.UNMODELLED, "d9 c0");
  }

  @Test
  void fifteenBytesAreNotTooMany() {
    Decoded decoded = decode("66 66 66 66 66 66 66 66 66 66 66 66 66 66 90");
    assertEquals(15, assertInstanceOf(Instruction.class, decoded).length());
  }

  private static void assertFault(Fault.Kind kind, String hex) {
    Decoded decoded = decode(hex);
    assertEquals(kind, assertInstanceOf(Fault.class, decoded, hex).kind(), decoded::toString);
  }

  private static Decoded decode(String hex) {
    byte[] code = hex.isEmpty() ? new byte[0] : HexFormat.ofDelimiter(" ").parseHex(hex);
    return Decoder.decode(code, 0, code.length);
  }
}
