package org.tosc.driver.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must be the same where a training goes on from a checkpoint, and how people are told that
/// it is not.
record RunFacts(Map<String, String> here) {
  static final String EXAMPLES = "examples";
  static final String DATA = "data_sha256";
  static final String CONTEXT = "context";
  static final String LORA = "lora";
  private static final String BASE = "base_sha256";

  /// Checkpoints that were written before there were these facts have them not, and are taken.
  private static final Set<String> LATER = Set.of(DATA, BASE, CONTEXT, LORA);

  /// @throws IllegalArgumentException where something is another, and what
  void requireSame(Map<String, String> checkpoint) {
    here.forEach(
        (name, now) -> {
          String was = checkpoint.get(name);
          boolean isUnknown = was == null && LATER.contains(name);
          // Short texts are the same examples with any context.
          if (!isUnknown && !name.equals(CONTEXT) && !now.equals(was)) {
            throw new IllegalArgumentException(difference(name, was, now, checkpoint));
          }
        });
  }

  private String difference(
      String name, @Nullable String was, String now, Map<String, String> checkpoint) {
    if (was == null) {
      return "it says no " + name + ", so it is not that of a training";
    }
    return switch (name) {
      case DATA, EXAMPLES -> {
        String context = checkpoint.get(CONTEXT);
        String own = here.get(CONTEXT);
        if (context != null && own != null && !context.equals(own)) {
          yield "its `context` is " + context + ", here it is " + own;
        }
        yield name.equals(DATA)
            ? "the data are other ones"
            : "the data are other ones: it has learned from "
                + was
                + " examples, and here are "
                + now;
      }
      case "batch" -> "its batches have " + was + " examples, here they have " + now;
      case BASE -> "its adapters belong to other weights";
      case LORA -> "it is one " + lora(was) + ", and here training is " + lora(now);
      default -> "its `" + name + "` is " + was + ", here it is " + now;
    };
  }

  private static String lora(String rank) {
    return rank.equals("0") ? "without `lora`" : "with `lora = " + rank + "`";
  }
}
