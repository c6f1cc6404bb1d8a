package org.tosc.rt.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The examples of NIST's "Secure Hash Standard" for SHA-256.
final class Sha256Test {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void theStandardsExampleHolds() {
    assertEquals(ABC, HexFormat.of().formatHex(Sha256.of("abc")));
    var digest = Sha256.begin();
    digest.update((byte) 'a');
    digest.update((byte) 'b');
    digest.update((byte) 'c');
    assertEquals(ABC, Sha256.hex(digest));
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Sha256.hex(digest));
  }
}
