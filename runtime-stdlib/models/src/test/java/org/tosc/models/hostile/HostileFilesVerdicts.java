package org.tosc.models.hostile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Inputs for another reader, and what ours makes of them: `HostileFilesVerdicts N SEED FOLDER`.
/// The README of this package's resources says what for.
final class HostileFilesVerdicts {
  private final Subject subject = new GgufSubject();
  private final OutputStream inputs;
  private final PrintStream verdicts;

  private HostileFilesVerdicts(OutputStream inputs, PrintStream verdicts) {
    this.inputs = inputs;
    this.verdicts = verdicts;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[2]);
    try (OutputStream inputs =
            new BufferedOutputStream(Files.newOutputStream(folder.resolve("inputs")));
        PrintStream verdicts =
            new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(folder.resolve("verdicts"))),
                false,
                StandardCharsets.UTF_8)) {
      HostileFilesVerdicts run = new HostileFilesVerdicts(inputs, verdicts);
      run.subject.boundaries(false, run::one);
      Input input = new Input();
      for (long i = 0; i < Long.parseLong(args[0]); i++) {
        long seed = Long.parseLong(args[1]) + (i * HostileFilesCampaign.STEP);
        run.subject.mutate(input, new SplittableRandom(seed));
        run.one(input);
      }
    }
  }

  private void one(Input input) {
    try {
      byte[] length = new byte[4];
      ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putInt(input.length());
      inputs.write(length);
      inputs.write(input.copy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    verdicts.println(verdict(input));
  }

  private String verdict(Input input) {
    try {
      subject.read(input.segment());
      return "1";
    } catch (TensorFileFault e) {
      return "0 byte " + e.offset() + ": " + e.reason();
    }
  }
}
