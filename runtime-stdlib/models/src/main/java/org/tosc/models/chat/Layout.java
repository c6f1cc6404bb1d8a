package org.tosc.models.chat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.models.token.Segment;

/// How a template puts messages together. All texts but contents are the template's own, and may be
/// control tokens.
///
/// ```text
/// begin  open  before-system SYSTEM after-system  before-user USER after-user
///        before-assistant ASSISTANT after-assistant
///        reopen  before-user USER after-user  prompt
/// ```
final class Layout {
  /// Where a template without turns for it has the system's message.
  private enum SystemPlace {
    /// In a turn, as any other.
    OWN_TURN,
    /// Before the content of the next user's message, with an empty line between them.
    BEFORE_USER
  }

  /// What lies around a message's content.
  private record Around(String before, String after, boolean isTrimmed) {}

  private final Map<Role, Around> around = new EnumMap<>(Role.class);
  private SystemPlace systemPlace = SystemPlace.OWN_TURN;
  private String begin = "";
  private String open = "";
  private String reopen = "";
  private String prompt = "";

  private Layout() {}

  /// A layout where each message lies between two texts; `{role}` is who speaks.
  static Layout each(String before, String after) {
    Layout layout = new Layout();
    for (Role role : Role.values()) {
      layout.around.put(role, new Around(before.replace("{role}", role.text()), after, false));
    }
    return layout;
  }

  /// What lies around one role's messages.
  Layout with(Role role, String before, String after) {
    around.put(role, new Around(before, after, false));
    return this;
  }

  /// The text at the begin of all.
  Layout begin(String text) {
    begin = text;
    return this;
  }

  /// The texts before the first message, and before each that follows one of the assistant.
  Layout open(String first, String later) {
    open = first;
    reopen = later;
    return this;
  }

  /// The text that asks the assistant to speak.
  Layout prompt(String text) {
    prompt = text;
    return this;
  }

  /// White space at the ends of some roles' contents is left out.
  Layout trimmed(Role... roles) {
    for (Role role : roles) {
      around.computeIfPresent(role, (r, a) -> new Around(a.before, a.after, true));
    }
    return this;
  }

  /// The system's message goes into the next user's.
  Layout systemBeforeUser() {
    systemPlace = SystemPlace.BEFORE_USER;
    return this;
  }

  List<Segment> render(List<Message> messages, boolean asksAssistant) {
    List<Segment> out = new ArrayList<>();
    control(out, begin);
    String opening = open;
    String system = "";
    for (Message message : messages) {
      Around texts = Objects.requireNonNull(around.get(message.role()));
      String content = texts.isTrimmed ? trimmed(message.content()) : message.content();
      if (message.role() == Role.SYSTEM && systemPlace == SystemPlace.BEFORE_USER) {
        system = content;
        continue;
      }
      control(out, opening);
      control(out, texts.before);
      if (message.role() == Role.USER && !system.isEmpty()) {
        content(out, system);
        control(out, "\n\n");
        system = "";
      }
      content(out, content);
      control(out, texts.after);
      opening = message.role() == Role.ASSISTANT ? reopen : "";
    }
    control(out, asksAssistant ? prompt : "");
    return out;
  }

  private static void control(List<Segment> out, String text) {
    if (!text.isEmpty()) {
      out.add(Segment.control(text));
    }
  }

  private static void content(List<Segment> out, String text) {
    if (!text.isEmpty()) {
      out.add(Segment.content(text));
    }
  }

  /// The text without what C's `isspace` has at its ends.
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
