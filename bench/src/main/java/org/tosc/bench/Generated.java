package org.tosc.bench;

import java.util.Locale;

/// Pseudocode programs of any length: functions, loops, classes, arithmetic, strings and lists in
/// both block styles, no two blocks alike.
///
/// The same length gives the same program. Each block is 24 lines or so and calls the block before,
/// so that names and types flow through the whole program.
final class Generated {
  private static final String BLOCK =
      """
      fn step%1$d(n, scale)
        total = %2$d
        for i in 0..n do
          if i %% %3$d == 0 then
            total += i * scale
          elif i > %4$d then
            total = total - i %% 2
          else
            total += 1
          end
        end
        return total
      end
      class Item%1$d:
          fn init(name, size):
              self.name = name
              self.size = size
          fn label():
              return "${self.name}: ${self.size} of %1$d"
          fn grow(by):
              self.size = self.size + by
              return self
      items%1$d = [%2$d, step%1$d(%4$d, 3), %5$s, %4$d * 2]
      text%1$d = "block %1$d has " + str(len(items%1$d)) + " items"
      sum%1$d = 0.5
      while sum%1$d < %3$d and len(text%1$d) > 3 do
        sum%1$d = sum%1$d * 2.0 + items%1$d[0]
      end
      thing%1$d = Item%1$d(text%1$d, %3$d).grow(%2$d)
      """;

  private Generated() {}

  static String program(int lines) {
    StringBuilder text = new StringBuilder();
    int have = 0;
    int perBlock = (int) BLOCK.lines().count();
    for (int block = 0; have + perBlock < lines; block++) {
      text.append(
          String.format(
              Locale.ROOT,
              BLOCK,
              block,
              block * 7 % 1000,
              block % 9 + 2,
              block % 40 + 5,
              block == 0 ? "1" : "step" + (block - 1) + "(4, 2)"));
      have += perBlock;
    }
    for (; have < lines; have++) {
      text.append("print ").append(have).append('\n');
    }
    return text.toString();
  }
}
