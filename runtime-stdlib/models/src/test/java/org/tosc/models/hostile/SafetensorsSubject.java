package org.tosc.models.hostile;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.weights.Weights;

/// `.safetensors` files.
final class SafetensorsSubject implements Subject {
  private static final Pattern NUMBER = Pattern.compile("\\d+|\"[A-Z]\\w*\"");

  /// What stands for numbers and names of types, beside awkward numbers.
  private static final List<String> WORDS =
      List.of(
          "",
          "null",
          "true",
          "-0",
          "1.0",
          "1e1",
          "1e999",
          "01",
          "[]",
          "{}",
          "\"\"",
          "\"F32\"",
          "\"BOOL\"",
          "\"Q4_0\"",
          "9999999999999999999",
          "18446744073709551616",
          "1,1",
          "\"\\ud800\"");

  private static final List<byte[]> PIECES =
      Stream.of(
              "{",
              "}",
              "[",
              "]",
              "\"",
              ",",
              ":",
              "0",
              "1",
              "-",
              "e",
              ".",
              "\\",
              "\\u0000",
              "\\ud83d",
              "\u00ff",
              "\0",
              " ",
              "null",
              "\"a\":",
              "\"dtype\":\"F16\"",
              "\"shape\":[2]",
              "\"data_offsets\":[0,4]",
              "\"__metadata__\":{}",
              "{\"a\":{",
              "[[[[[[[[[[",
              "4294967296",
              "9223372036854775807",
              "99999999999999999999",
              "/*",
              "NaN",
              "\u001b[31m",
              "\ufeff")
          .map(s -> s.getBytes(StandardCharsets.UTF_8))
          .toList();

  private static final List<String> JSON =
      List.of(
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
              + "\"b\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[24,32]}}  ",
          "{\"__metadata__\":{\"format\":\"pt\",\"x\":\"\\u00e9\"},"
              + "\"c\":{\"data_offsets\":[1,1],\"shape\":[0,5],\"dtype\":\"I64\"},"
              + "\"d\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}",
          "{}");
  private static final int[] DATA = {32, 1, 0};

  private final List<byte[]> seeds = new ArrayList<>();

  SafetensorsSubject() {
    for (int i = 0; i < JSON.size(); i++) {
      seeds.add(file(JSON.get(i), DATA[i]));
    }
  }

  private static byte[] file(String json, int data) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    Input out = new Input();
    out.resize(8 + text.length + data);
    out.putNumber(0, 8, text.length);
    out.splice(8, text.length, text);
    return out.copy();
  }

  @Override
  public Weights read(MemorySegment bytes) {
    return SafetensorsFile.of(FILE, bytes);
  }

  @Override
  public void boundaries(boolean pairs, Consumer<Input> test) {
    Input input = new Input();
    for (int i = 0; i < seeds.size(); i++) {
      byte[] seed = seeds.get(i);
      for (long value : Awkward.numbers(seed.length, 8, JSON.get(i).length())) {
        input.set(seed);
        input.putNumber(0, 8, value);
        test.accept(input);
      }
      List<String> parts = parts(JSON.get(i));
      for (int p = 1; p < parts.size(); p += 2) {
        one(parts, p, DATA[i], pairs, input, test);
      }
    }
  }

  private static void one(
      List<String> parts, int p, int data, boolean pairs, Input input, Consumer<Input> test) {
    for (String first : texts(data)) {
      List<String> changed = new ArrayList<>(parts);
      changed.set(p, first);
      put(input, changed, data);
      test.accept(input);
      for (int q = p + 2; pairs && q < parts.size(); q += 2) {
        for (String second : texts(data)) {
          changed.set(q, second);
          put(input, changed, data);
          test.accept(input);
        }
        changed.set(q, parts.get(q));
      }
    }
  }

  private static void put(Input input, List<String> parts, int data) {
    input.set(file(String.join("", parts), data));
  }

  /// Text, number, text, number, text …
  private static List<String> parts(String json) {
    List<String> out = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(json);
    int end = 0;
    while (matcher.find()) {
      out.add(json.substring(end, matcher.start()));
      out.add(matcher.group());
      end = matcher.end();
    }
    out.add(json.substring(end));
    return out;
  }

  private static List<String> texts(int data) {
    Stream<String> numbers =
        LongStream.of(Awkward.numbers(data, 0, data))
            .boxed()
            .flatMap(n -> Stream.of(Long.toString(n), Long.toUnsignedString(n)));
    return Stream.concat(numbers, WORDS.stream()).distinct().toList();
  }

  @Override
  public void mutate(Input input, SplittableRandom random) {
    int which = random.nextInt(seeds.size() * 4);
    int index = which < seeds.size() ? which : which % 2; // the empty one seldom
    byte[] seed = seeds.get(index);
    input.set(seed);
    int changes = 1 + Integer.numberOfTrailingZeros(random.nextInt() | 8);
    for (int i = 0; i < changes && input.length() > 8; i++) {
      change(input, random, DATA[index]);
    }
    if (random.nextInt(8) != 0 && input.length() >= 8) {
      input.putNumber(0, 8, Math.max(0, input.length() - 8 - DATA[index]));
    }
  }

  private static void change(Input input, SplittableRandom random, int data) {
    int json = Math.max(1, input.length() - 8 - data);
    int at = 8 + random.nextInt(Math.min(json, input.length() - 8));
    switch (random.nextInt(10)) {
      case 0 -> input.put(at, random.nextInt());
      case 1 -> input.put(at, input.get(at) ^ (1 << random.nextInt(8)));
      case 2, 3 -> input.splice(at, 0, PIECES.get(random.nextInt(PIECES.size())));
      case 4 -> {
        byte[] piece = PIECES.get(random.nextInt(PIECES.size()));
        input.splice(at, piece.length, piece);
      }
      case 5 -> input.splice(at, 1 + random.nextInt(16), new byte[0]);
      case 6 -> input.resize(random.nextInt(input.length() + 16));
      case 7 -> input.putNumber(0, 8, random.nextLong() >> random.nextInt(64));
      default -> digits(input, at, random);
    }
  }

  /// Changes the next digit.
  private static void digits(Input input, int from, SplittableRandom random) {
    for (int at = from; at < input.length(); at++) {
      if (input.get(at) >= '0' && input.get(at) <= '9') {
        input.put(at, '0' + random.nextInt(10));
        return;
      }
    }
  }
}
