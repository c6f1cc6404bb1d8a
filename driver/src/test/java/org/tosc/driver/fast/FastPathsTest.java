package org.tosc.driver.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// The fast ways of host code at their edges: each program goes round often enough for call sites
/// to adapt, meets what they did not adapt to, and prints the same on every engine.
class FastPathsTest {
  private static String output(String program, String engine) throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("fast.pseudo", program),
            Compiler.Language.PSEUDOCODE,
            (path, quoted, importer) -> null);
    Module module = compiled.module();
    if (module == null) {
      throw new AssertionError(compiled.diagnostics().toString());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = Session.builder().out(out).policy(Policy.STRICT).build();
    session.run(() -> Programs.load(module, engine).call(Module.MAIN));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void prints(String expected, String program, String engine) throws Exception {
    assertEquals(expected, output(program, engine));
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void fieldsOfAllKinds(String engine) throws Exception {
    prints(
        """
        8995500 1000 -0 nil
        <class P> [1, 2] true 9223372036854775807
        OverflowError 9223372036854775807
        """,
        """
        class P
          fn init(n, x)
            self.n = n
            self.x = x
            self.z = -0.0
            self.late = nil
          end
          fn step(d)
            self.n += 1
            self.x = self.x + self.n * d
            return self.x
          end
        end
        p = P(0, 0.0)
        for i in 0..1000 do
          p.step(i * 0.001 * 18)
        end
        q = P(0, 0)
        for i in 0..1000 do
          q.step(18)
        end
        print q.x - 13500, p.n, p.z, p.late
        # The same places meet other kinds.
        fn show(o)
          return o.n
        end
        for i in 0..500 do
          show(p)
        end
        p.n = P
        q.n = [1, 2]
        r = P(true, 1.5)
        m = P(9223372036854775807, 0)
        print show(p), show(q), show(r), show(m)
        try
          m.n += 1
        catch e
          print e.kind, m.n
        end
        """,
        engine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void aFieldChangesItsKind(String engine) throws Exception {
    prints(
        """
        300 301.5 text nil 7
        [0, 1, 2.5, "x", nil, 5, 6.5]
        0.5 1.5
        """,
        """
        class Box
          value: any = nil
          fn put(v)
            self.value = v
            return self
          end
        end
        b = Box()
        for i in 0..301 do
          b.put(i)
        end
        first = b.value
        b.put(b.value + 1.5)
        second = b.value
        b.put("text")
        third = b.value
        b.put(nil)
        print first, second, third, b.value, Box().put(7).value
        all = [0, 1, 2.5, "x", nil, 5, 6.5]
        boxes = []
        for v in all do
          boxes.push(Box().put(v))
        end
        seen = []
        for x in boxes do
          seen.push(x.value)
        end
        print seen
        # One instance keeps its float while others hold integers.
        class N
          fn init(v)
            self.v = v
          end
        end
        f = N(0.5)
        others = 0
        for i in 0..400 do
          others += N(i).v
        end
        g = N(1.5)
        print f.v, g.v
        """,
        engine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void onePlaceMeetsManyLayouts(String engine) throws Exception {
    prints(
        """
        4500 [1, 2, 3, 4, 5, 6]
        key
        AttributeError
        """,
        """
        class A
          fn init(v)
            self.v = v
          end
        end
        class B extends A
          fn init(v)
            self.b = "b"
            self.v = v
          end
        end
        class C
          v: int = 3
        end
        class D
          fn init()
            self.w = 1.5
            self.v = 4
            self.w = 2
          end
        end
        e = A(5)
        e.more = 1
        h = {"v": 6}
        all = [A(1), B(2), C(), D(), e, h]
        total = 0
        for i in 0..6 * 250 do
          total += all[i % 5].v
        end
        seen = []
        for o in all do
          seen.push(o.v)
        end
        print total, seen
        fn read(o)
          return o.v
        end
        for i in 0..300 do
          read(all[0])
        end
        print read({"v": "key"})
        try
          read(A)
        catch e
          print e.kind
        end
        """,
        engine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void stringsGrow(String engine) throws Exception {
    prints(
        """
        2890 0,1,2,3,4,5,6,7,8,9,
        998,999, 3890 2890
        1000 0😀 😀 9
        100200 -9223372036854775808!true1.5nil
        """,
        """
        s = ""
        for i in 0..1000 do
          s += str(i)
          if i < 1000 then s += "," end
          if i >= 0 and i < 0 then s += "never" end
        end
        kept = s
        s = kept[0:2890]
        print len(s), s[0:20]
        t = kept + "x"
        u = kept + "y"
        print kept[-8:], len(t) - 1, len(s)
        w = ""
        for i in 0..500 do
          w += "${i % 10}😀"
        end
        print len(w), w[0:2], w[-1], w[-2]
        v = ""
        for i in 0..400 do
          v += "${i}" + "x" * 200 + str(-9223372036854775808) + "!" + str(true) + str(1.5) + str(nil)
        end
        print len(v) - 400 * (200 + 20 + 1 + 4 + 3 + 3) - 1090 + 100200, v[-31:]
        """,
        engine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void loopsWithSteps(String engine) throws Exception {
    prints(
        """
        [1, 4, 7] [1, 4, 7, 10] [10, 7, 4, 1] [10, 7, 4] [] []
        [9223372036854775800, 9223372036854775804]
        [-9223372036854775806]
        ValueError nil 3
        [0, 2, 4] 12
        [2, 6] 4
        """,
        """
        fn exclusive(a, b, s)
          xs = []
          for i in a..b step s do
            xs.push(i)
          end
          return xs
        end
        fn inclusive(a, b, s)
          xs = []
          for i in a to b step s do
            xs.push(i)
          end
          return xs
        end
        print exclusive(1, 10, 3), inclusive(1, 10, 3), inclusive(10, 1, -3), exclusive(10, 1, -3), exclusive(1, 1, 2), inclusive(1, 10, -1)
        print inclusive(9223372036854775800, 9223372036854775807, 4)
        print exclusive(-9223372036854775806, -9223372036854775807 - 1, -5)
        last = nil
        try
          for i in 0..3 step len("") do
            last = i
          end
        catch e
          print e.kind, last, inclusive(3, 3, 7)[0]
        end
        # What a round does to its own variable, or to the bounds, changes nothing.
        n = 5
        total = 0
        xs = []
        for i in 0..n step 2 do
          xs.push(i)
          i += 100
          n = 2
          total += i - 100
          total += 2
        end
        print xs, total
        ys = []
        for i in 2 to 20 step 4 do
          if i > 2 and i < 5 then continue end
          if i == 10 then break end
          ys.push(i)
        end
        print ys, ys[1] - ys[0]
        """,
        engine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void countingInDicts(String engine) throws Exception {
    prints(
        """
        400 1 200
        {1: 300, true: 100, "1": 100}
        {2: 2, 1: 1} 2 nil
        OverflowError {"n": 9223372036854775807}
        3.5 text nil [1, 2]
        ValueError
        15 mine
        5000 4999 {}
        """,
        """
        fn count(d, k)
          d[k] = d.get(k, 0) + 1
          return d
        end
        d = {}
        for i in 0..400 do
          count(d, i % 2 * 1_000_000_007 * (i % 4))
        end
        print d[0] + d[1_000_000_007] + d[3_000_000_021], d.get(-1, 1), d[0]
        e = {}
        for i in 0..100 do
          count(e, 1)
          count(e, 1.0)
          count(e, true)
          count(e, "1")
          count(e, 2 - 1)
        end
        print e
        f = {1: 1, 2: 2}
        f.delete(1)
        f[1] = 0
        for i in 0..200 do
          f[1] = 1
        end
        print f, len(f), f.get(3)
        g = {"n": 9223372036854775806}
        try
          for i in 0..3 do
            count(g, "n")
          end
        catch x
          print x.kind, g
        end
        fn get(d, k)
          return d.get(k, 0)
        end
        h = {1: 1}
        for i in 0..100 do
          get(h, 1)
        end
        print get({1: 3.5}, 1), get({1: "text"}, 1), get({1: nil}, 1), get({1: [1, 2]}, 1)
        try
          for k in h do
            count(h, k + 1)
          end
        catch x
          print x.kind
        end
        # A key hides the method of its name, from when it is there until it goes.
        total = 0
        own = {"a": 1}
        for i in 0..30 do
          if i == 10 then own["get"] = (k, o) => 0 end
          if i == 25 then own.delete("get") end
          total += own.get("a", 5)
        end
        own["get"] = (k, o) => "mine"
        print total, own.get("a", 5)
        many = {}
        for i in 0..5000 do
          many[i * 7 - 1000] = i
        end
        last = many[4999 * 7 - 1000]
        size = len(many)
        for i in 0..5000 do
          many.delete(i * 7 - 1000)
        end
        print size, last, many
        """,
        engine);
  }
}
