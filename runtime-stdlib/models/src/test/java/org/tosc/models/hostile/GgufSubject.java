package org.tosc.models.hostile;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.tosc.models.gguf.GgufBytes;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.weights.Weights;

/// `.gguf` files.
final class GgufSubject implements Subject {
  /// A right file.
  ///
  /// @param header how many bytes come before the data
  @SuppressWarnings("ArrayRecordComponent")
  private record Seed(byte[] bytes, int header, List<GgufBytes.Field> fields, long[] awkward) {
    static Seed of(GgufBytes header, int alignment, int data) {
      int size = header.size();
      List<GgufBytes.Field> fields = header.fields();
      byte[] bytes = header.pad(alignment).counted(data).bytes();
      return new Seed(bytes, size, fields, Awkward.numbers(bytes.length, size, 32));
    }
  }

  private final List<Seed> seeds =
      List.of(
          Seed.of(everyType(), 32, 128 + 64 + 288),
          Seed.of(vocabulary(), 1, 0),
          Seed.of(aligned(), 8, 8 + 8 + 40 + 24));

  private static GgufBytes everyType() {
    GgufBytes out = GgufBytes.header(3, 3, 15);
    out.key("a", 0).u8(1).key("b", 1).u8(2).key("c", 2).u16(3).key("d", 3).u16(4);
    out.key("e", 4).u32(5).key("f", 5).u32(6).key("g", 6).f32(7).key("h", 7).u8(1);
    out.key("i", 8).string("text").key("j", 10).u64(9).key("k", 11).u64(10).key("l", 12).f64(11);
    out.key("m", 9).u32(8).u64(2).string("x").string("yz");
    out.key("n", 9).u32(4).u64(2).u32(1).u32(2);
    out.key("general.alignment", 4).u32(32);
    out.weight("f32", 0, 0, 8, 4).weight("q8_0", 8, 128, 32).weight("q4_k", 12, 192, 256, 2);
    return out;
  }

  private static GgufBytes vocabulary() {
    GgufBytes out = GgufBytes.header(2, 0, 3);
    out.key("tokenizer.ggml.tokens", 9).u32(8).u64(3).string("<s>").string("").string("ö");
    out.key("tokenizer.ggml.scores", 9).u32(6).u64(3).f32(0).f32(-1).f32(-2);
    out.key("tokenizer.ggml.model", 8).string("llama");
    return out;
  }

  private static GgufBytes aligned() {
    GgufBytes out = GgufBytes.header(3, 4, 1).key("general.alignment", 4).u32(8);
    out.weight("scalar", 0, 0).weight("f16", 1, 8, 2, 1, 2, 1);
    out.weight("q8_0", 8, 16, 32).weight("i64", 27, 56, 3);
    return out;
  }

  @Override
  public Weights read(MemorySegment bytes) {
    GgufFile file = GgufFile.of(FILE, bytes);
    Metadata metadata = file.metadata();
    for (String key : metadata.keys()) {
      if (metadata.find(key) instanceof MetadataValue.Texts(List<String> texts)) {
        for (String text : texts) {
          Judge.require(text != null, "a text that is null");
        }
      }
    }
    return file;
  }

  @Override
  public void boundaries(boolean pairs, Consumer<Input> test) {
    Input input = new Input();
    for (Seed seed : seeds) {
      List<GgufBytes.Field> fields = new ArrayList<>(seed.fields);
      for (int i = 0; i < fields.size(); i++) {
        for (long value : values(seed, fields.get(i))) {
          input.set(seed.bytes);
          input.putNumber(fields.get(i).at(), fields.get(i).width(), value);
          test.accept(input);
          for (int j = i + 1; pairs && j < fields.size(); j++) {
            second(seed, input, fields.get(j), test);
          }
        }
      }
    }
  }

  private static void second(Seed seed, Input input, GgufBytes.Field field, Consumer<Input> test) {
    long before = input.number(field.at(), field.width());
    for (long value : values(seed, field)) {
      input.putNumber(field.at(), field.width(), value);
      test.accept(input);
    }
    input.putNumber(field.at(), field.width(), before);
  }

  private static long[] values(Seed seed, GgufBytes.Field field) {
    Input whole = new Input();
    whole.set(seed.bytes);
    long now = whole.number(field.at(), field.width());
    return Awkward.numbers(seed.bytes.length, field.at(), now);
  }

  @Override
  public void mutate(Input input, SplittableRandom random) {
    Seed seed = seeds.get(random.nextInt(seeds.size()));
    input.set(seed.bytes);
    int changes = 1 + Integer.numberOfTrailingZeros(random.nextInt() | 8); // 1 to 4, mostly 1
    for (int i = 0; i < changes && input.length() > 0; i++) {
      change(seed, input, random);
    }
  }

  private static void change(Seed seed, Input input, SplittableRandom random) {
    int at = random.nextInt(Math.min(seed.header, input.length()));
    GgufBytes.Field field = seed.fields.get(random.nextInt(seed.fields.size()));
    boolean whole = field.at() + field.width() <= input.length();
    switch (random.nextInt(12)) {
      case 0, 1 -> input.put(at, random.nextInt());
      case 2 -> input.put(at, input.get(at) ^ (1 << random.nextInt(8)));
      case 3, 4, 5, 6 -> {
        if (whole) {
          long value = seed.awkward[random.nextInt(seed.awkward.length)];
          input.putNumber(field.at(), field.width(), value);
        }
      }
      case 7 -> {
        if (whole) {
          long now = input.number(field.at(), field.width());
          input.putNumber(field.at(), field.width(), now + random.nextInt(-64, 65));
        }
      }
      case 8 -> input.resize(random.nextInt(input.length() + 64));
      case 9 -> input.splice(at, random.nextInt(16), new byte[random.nextInt(16)]);
      case 10 -> copy(input, at, random.nextInt(Math.min(seed.header, input.length())), random);
      default -> {
        if (whole) {
          input.putNumber(field.at(), field.width(), random.nextLong() >> random.nextInt(64));
        }
      }
    }
  }

  /// Writes some bytes of the header over others, or between them.
  private static void copy(Input input, int from, int to, SplittableRandom random) {
    int n = Math.min(1 + random.nextInt(32), input.length() - from);
    byte[] part = new byte[n];
    for (int i = 0; i < n; i++) {
      part[i] = (byte) input.get(from + i);
    }
    input.splice(to, random.nextBoolean() ? n : 0, part);
  }
}
