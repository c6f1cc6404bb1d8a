package org.tosc.backends.machines.mlir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Texts of MLIR that lie beside the tests.
public final class Texts {
  private Texts() {}

  public static String of(String name) {
    try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String kernel(String name) {
    return of("kernels/" + name + ".mlir");
  }
}
