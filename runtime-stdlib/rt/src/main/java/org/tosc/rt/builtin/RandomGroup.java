package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.RandomSource;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Chance. `rand` and `randn` with a shape are among the tensor built-ins' constructors.
final class RandomGroup {
  private RandomGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of("seed(n)", "makes all further random numbers repeatable", RandomGroup::seed),
        Builtin.of(
            "random()",
            "a float from 0 up to, not including, 1",
            (s, _) -> s.random().nextDouble()),
        Builtin.of(
                "randint(low, high)",
                "an integer from low to high, both included",
                RandomGroup::randint)
            .as("random_int"),
        Builtin.of("uniform(low, high)", "a float between two numbers", RandomGroup::uniform),
        Builtin.of(
            "gauss(mean=0.0, deviation=1.0)", "a normally distributed float", RandomGroup::gauss),
        Builtin.of("choice(xs)", "one of the elements", RandomGroup::choice).on("list"),
        Builtin.of(
                "shuffle(xs)",
                "the elements in a random order, as a new list",
                RandomGroup::shuffle)
            .as("shuffled")
            .on("list"),
        Builtin.of("sample(xs, n)", "n different elements in a random order", RandomGroup::sample)
            .on("list"),
        Builtin.of("uuid()", "a random UUID of version 4", RandomGroup::uuid));
  }

  private static @Nullable Object seed(Session session, @Nullable Object[] a) {
    session.random().seed(Args.integer("seed", a[0]));
    return null;
  }

  private static Object randint(Session session, @Nullable Object[] a) {
    long low = Args.integer("randint", a[0]);
    long high = Args.integer("randint", a[1]);
    if (low > high) {
      throw Errors.value("randint() expects low not above high, found " + low + " and " + high);
    }
    return session.random().between(low, high);
  }

  private static Object uniform(Session session, @Nullable Object[] a) {
    double low = Args.number("uniform", a[0]);
    return low + (Args.number("uniform", a[1]) - low) * session.random().nextDouble();
  }

  private static Object gauss(Session session, @Nullable Object[] a) {
    return Args.number("gauss", a[0])
        + Args.number("gauss", a[1]) * session.random().nextGaussian();
  }

  private static @Nullable Object choice(Session session, @Nullable Object[] a) {
    ListValue all = Args.elements("choice", a[0]);
    if (all.size() == 0) {
      throw Errors.index("choice() of an empty list");
    }
    return all.get(session.random().between(0, all.size() - 1));
  }

  private static Object shuffle(Session session, @Nullable Object[] a) {
    ListValue all = Args.elements("shuffle", a[0]).copy();
    // Fisher and Yates, from the end.
    for (int i = all.size() - 1; i > 0; i--) {
      long j = session.random().between(0, i);
      Object last = all.get(i);
      all.set(i, all.get(j));
      all.set(j, last);
    }
    return all;
  }

  private static Object sample(Session session, @Nullable Object[] a) {
    ListValue all = (ListValue) shuffle(session, a);
    int n = Args.count("sample", a[1]);
    if (n > all.size()) {
      throw Errors.value("sample() of " + n + " from " + all.size() + " elements");
    }
    return all.slice(0, 1, n);
  }

  // RFC 9562, section 5.4: four version bits and two variant bits are fixed.
  private static Object uuid(Session session, @Nullable Object[] a) {
    RandomSource random = session.random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return Text.of(new java.util.UUID(high, low).toString());
  }
}
