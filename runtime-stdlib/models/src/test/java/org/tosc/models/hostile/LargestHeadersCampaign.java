package org.tosc.models.hostile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.mapped.CountingOutput;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Headers that make readers keep as much as they can be made to: run with `-Xmx256m`. Each is
/// written to a file, so that it takes no memory itself.
final class LargestHeadersCampaign {
  private static final int LIMIT = 100_000_000;

  /// Writes a file.
  private interface Body {
    void write(OutputStream out) throws IOException;
  }

  /// Opens one.
  private interface Reader {
    Weights open(Path path);
  }

  private LargestHeadersCampaign() {}

  public static void main(String[] args) throws IOException {
    Reader gguf = GgufFile::open;
    Reader safetensors = SafetensorsFile::open;
    run("gguf, texts without bytes", gguf, LargestHeadersCampaign::emptyTexts);
    run("gguf, one text of 99 MB", gguf, out -> ggufTexts(out, 1, 99_000_000));
    run("gguf, five texts of 16 MiB", gguf, out -> ggufTexts(out, 5, 1 << 24));
    run("gguf, one array of 99 MB", gguf, out -> ggufArray(out, 99_000_000));
    run("gguf, 65,536 keys", gguf, LargestHeadersCampaign::ggufKeys);
    run("gguf, 262,144 weights", gguf, LargestHeadersCampaign::ggufWeights);
    run("safetensors, 262,144 weights", safetensors, out -> safetensorsWeights(out, 262_144));
    run("safetensors, 262,145 weights", safetensors, out -> safetensorsWeights(out, 262_145));
    run("safetensors, texts of 100 MB", safetensors, LargestHeadersCampaign::safetensorsTexts);
    run("safetensors, one text of 99 MB", safetensors, LargestHeadersCampaign::safetensorsText);
    run("safetensors, 99 MB of brackets", safetensors, LargestHeadersCampaign::brackets);
  }

  private static void run(String what, Reader reader, Body body) throws IOException {
    Path path = Files.createTempFile("tosc-largest", "");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
        body.write(out);
      }
      long start = System.nanoTime();
      String result;
      try (Weights weights = reader.open(path)) {
        result = "accepted, " + weights.all().size() + " weights";
      } catch (TensorFileFault e) {
        result = "rejected at byte " + e.offset() + ": " + e.reason();
      }
      PrintStream out = System.out;
      out.printf(
          Locale.ROOT,
          "%s (%d bytes): %s; %.0f ms, peak heap %d MiB%n",
          what,
          Files.size(path),
          result,
          (System.nanoTime() - start) / 1e6,
          peak() >> 20);
    } finally {
      Files.delete(path);
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static void number(OutputStream out, long value, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    out.write(buffer.array(), 0, bytes);
  }

  private static void string(OutputStream out, String text) throws IOException {
    number(out, text.length(), 8);
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void header(OutputStream out, long weights, long entries) throws IOException {
    out.write("GGUF".getBytes(StandardCharsets.US_ASCII));
    number(out, 3, 4);
    number(out, weights, 8);
    number(out, entries, 8);
  }

  private static void emptyTexts(OutputStream out) throws IOException {
    int count = (LIMIT - 100) / 8;
    header(out, 0, 1);
    string(out, "k");
    number(out, 9, 4);
    number(out, 8, 4);
    number(out, count, 8);
    out.write(new byte[8 * count]);
  }

  /// Cyrillic letters, which take two bytes in a file and in memory.
  private static void ggufTexts(OutputStream out, int count, int length) throws IOException {
    header(out, 0, count);
    byte[] letters = "я".repeat(500).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < count; i++) {
      string(out, "k" + i);
      number(out, 8, 4);
      number(out, length, 8);
      for (int at = 0; at < length; at += letters.length) {
        out.write(letters, 0, Math.min(letters.length, length - at));
      }
    }
  }

  private static void ggufArray(OutputStream out, int length) throws IOException {
    header(out, 0, 1);
    string(out, "k");
    number(out, 9, 4);
    number(out, 0, 4);
    number(out, length, 8);
    out.write(new byte[length]);
  }

  private static void ggufKeys(OutputStream out) throws IOException {
    header(out, 0, 1 << 16);
    for (int i = 0; i < 1 << 16; i++) {
      string(out, "k".repeat(1000) + i);
      number(out, 7, 4);
      number(out, 1, 1);
    }
  }

  private static void ggufWeights(OutputStream stream) throws IOException {
    CountingOutput out = new CountingOutput(stream);
    header(out, 1 << 18, 0);
    long offset = 0;
    for (int i = 0; i < 1 << 18; i++) {
      string(out, "weight of a name that is as long as names are ".concat("" + i));
      number(out, 4, 4);
      for (int axis = 0; axis < 4; axis++) {
        number(out, 1, 8);
      }
      number(out, 0, 4);
      number(out, offset, 8);
      offset += 32;
    }
    out.pad(32);
    out.write(new byte[32 * (1 << 18)]);
  }

  private static void json(OutputStream out, long length) throws IOException {
    number(out, length, 8);
  }

  private static void safetensorsWeights(OutputStream out, int count) throws IOException {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append("\"weight ").append(i).append('"');
      text.append(":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
    }
    text.append('}');
    json(out, text.length());
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static void safetensorsTexts(OutputStream out) throws IOException {
    int each = 1 << 20;
    int count = LIMIT / (each + 10);
    StringBuilder text = new StringBuilder("{\"__metadata__\":{");
    json(out, text.length() + (count * (each + 9L)) - 1 + 2);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append('"').append(1000 + i).append("\":\"");
      text.append("x".repeat(each - 1)).append('"');
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
      text.setLength(0);
    }
    out.write("}}".getBytes(StandardCharsets.US_ASCII));
  }

  private static void safetensorsText(OutputStream out) throws IOException {
    byte[] text = new byte[99_000_000];
    Arrays.fill(text, (byte) 'x');
    System.arraycopy(
        "{\"__metadata__\":{\"a\":\"".getBytes(StandardCharsets.US_ASCII), 0, text, 0, 22);
    json(out, text.length);
    out.write(text);
  }

  private static void brackets(OutputStream out) throws IOException {
    byte[] text = new byte[99_000_000];
    Arrays.fill(text, (byte) '[');
    System.arraycopy("{\"w\":{\"shape\":".getBytes(StandardCharsets.US_ASCII), 0, text, 0, 14);
    json(out, text.length);
    out.write(text);
  }
}
