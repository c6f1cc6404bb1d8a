package org.tosc.rt.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;

class DictValueTest {
  private static Object key(SplittableRandom random, int range) {
    int n = random.nextInt(range);
    return switch (random.nextInt(5)) {
      case 0, 1 -> (long) n - range / 2;
      case 2, 3 -> Text.of("k" + n);
      default -> n % 3 == 0 ? null : n % 3 == 1 ? (Object) (n % 2 == 0) : n + 0.5;
    };
  }

  private static List<Object> entries(DictValue dict) {
    List<Object> all = new ArrayList<>();
    for (int i = dict.first(); i >= 0; i = dict.after(i)) {
      all.add(dict.keyAt(i));
      all.add(dict.valueAt(i));
    }
    return all;
  }

  private static List<Object> entries(Map<Object, Object> map) {
    List<Object> all = new ArrayList<>();
    map.forEach(
        (k, v) -> {
          all.add(k);
          all.add(v);
        });
    return all;
  }

  @Test
  void behavesLikeLinkedHashMap() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      DictValue dict = new DictValue();
      Map<Object, Object> model = new LinkedHashMap<>();
      int range = 1 + random.nextInt(60);
      int deletions = 1 + random.nextInt(9);
      int boxed = 1 + random.nextInt(300);
      boolean intKeys = random.nextBoolean();
      for (int step = 0; step < 400; step++) {
        Object key =
            intKeys && step < 200 ? (Object) (long) random.nextInt(range) : key(random, range);
        if (random.nextInt(10) < deletions / 2) {
          Object expected = model.containsKey(key) ? model.remove(key) : Missing.VALUE;
          assertEquals(expected, dict.remove(key));
        } else {
          Object value = random.nextInt(boxed) == 0 ? (Object) Text.of("v" + step) : (long) step;
          dict.put(key, value);
          model.put(key, value);
        }
        Object probe = key(random, range);
        assertEquals(model.getOrDefault(probe, "none"), dict.getOr(probe, "none"));
        assertEquals(model.size(), dict.size());
      }
      assertEquals(entries(model), entries(dict), "seed " + seed);
      assertEquals(entries(model), entries(dict.copy()));
    }
  }

  @Test
  void wideIntegersDoNotMeetNarrowOnes() {
    DictValue dict = new DictValue();
    for (long i = -40; i < 40; i++) {
      dict.put(i, i);
      assertEquals("none", dict.getOr(i + (1L << 32), "none"));
      assertEquals("none", dict.getOr(Text.of("" + i), "none"));
    }
    for (long i = -40; i < 40; i++) {
      dict.put(i + (1L << 32), -i);
      dict.put(i << 32, 7 * i);
    }
    for (long i = -40; i < 40; i++) {
      assertEquals(i == 0 ? 0L : i, dict.getOr(i, "none"));
      assertEquals(i == 0 ? 7L : -i, dict.getOr(i + (1L << 32), "none"));
      assertEquals(i == 1 ? 7L : 7 * i, dict.getOr(i << 32, "none"));
      assertTrue(dict.find(i) >= 0);
    }
  }

  @Test
  void aQueueOfKeysStaysSmallAndFast() {
    DictValue dict = new DictValue();
    for (long i = 0; i < 300_000; i++) {
      dict.put(i, i);
      if (i >= 10) {
        assertEquals(i - 10, dict.keyAt(dict.first()));
        dict.remove(i - 10);
      }
    }
    assertEquals(10, dict.size());
  }

  @Test
  void integralFloatsAreTheirIntegers() {
    DictValue dict = new DictValue();
    dict.put(1L, "int");
    dict.put(1.0, "float");
    dict.put(-0.0, "zero");
    dict.put(0x1p63, "big");
    dict.put(Double.NaN, "nan");
    assertEquals(List.of(1L, "float", 0L, "zero", 0x1p63, "big", Double.NaN, "nan"), entries(dict));
    assertEquals("zero", dict.getOr(0L, null));
    assertEquals("none", dict.getOr(Long.MAX_VALUE, "none"));
    assertEquals("nan", dict.getOr(Double.NaN, null));
  }

  @Test
  void enumMembersAreKeysAndListsAreNot() {
    EnumMember member = new EnumValue("E", List.of("A"), new long[] {0}).members().getFirst();
    DictValue dict = new DictValue();
    dict.put(member, "m");
    assertEquals("m", dict.getOr(member, null));
    for (Object bad : new Object[] {new ListValue(), dict, new Object()}) {
      assertEquals("TypeError", assertThrows(GuestError.class, () -> dict.put(bad, 1)).kind());
      assertThrows(GuestError.class, () -> dict.contains(bad));
    }
  }

  @Test
  void versionChangesWithKeysOnly() {
    DictValue dict = new DictValue().with("a", 1L);
    int version = dict.version();
    dict.put(Text.of("a"), 2L);
    assertEquals(version, dict.version());
    dict.put(Text.of("b"), 2L);
    assertTrue(version != dict.version());
    assertSame(Missing.VALUE, dict.remove(Text.of("z")));
  }

  @Test
  void unboxedIntegersBehaveLikeBoxes() {
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      DictValue dict = new DictValue();
      Map<Object, Object> model = new LinkedHashMap<>();
      int boxed = 1 + random.nextInt(200);
      for (int step = 0; step < 500; step++) {
        long key = (random.nextInt(40) - 20L) << (random.nextInt(3) * 20);
        long value = random.nextInt(10) == 0 ? Long.MIN_VALUE : step;
        switch (random.nextInt(6)) {
          case 0 -> {
            dict.putLong(key, value);
            model.put(key, value);
          }
          case 1 -> {
            dict.putLong((double) key, value);
            model.put(key, value);
          }
          case 2 -> {
            dict.putLong(Text.of("k" + key), value);
            model.put(Text.of("k" + key), value);
          }
          case 3 -> {
            dict.put((Object) key, value);
            model.put(key, value);
          }
          case 4 -> {
            dict.remove(key);
            model.remove(key);
          }
          default -> {
            if (step > boxed) {
              dict.put((Object) key, Text.of("v"));
              model.put(key, Text.of("v"));
            }
          }
        }
        int entry = dict.find(key);
        assertEquals(model.get(key), entry < 0 ? null : dict.valueAt(entry));
        if (entry >= 0 && dict.holdsLongs()) {
          assertEquals(model.get(key), dict.longAt(entry));
        }
      }
      assertEquals(entries(model), entries(dict));
    }
  }

  @Test
  void absenceIsRememberedUntilAKeyComesOrGoes() {
    DictValue dict = new DictValue();
    Text name = Text.of("get");
    assertTrue(dict.lacks(name));
    assertTrue(dict.lacks(name));
    assertTrue(dict.lacks(Text.of("keys")));
    dict.with("get", 1L);
    assertEquals(false, dict.lacks(name));
    assertTrue(dict.lacks(Text.of("keys")));
    dict.remove(name);
    assertTrue(dict.lacks(name));
    dict.clear();
    assertTrue(dict.lacks(name));
    dict.with("get", 2L);
    assertEquals(false, dict.lacks(Text.of("get")));
  }
}
