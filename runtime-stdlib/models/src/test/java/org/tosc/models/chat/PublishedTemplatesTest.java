package org.tosc.models.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tosc.models.token.Segment;
import org.tosc.models.token.Vectors;

/// The cases of llama.cpp's `tests/test-chat-template.cpp`: templates of models, and what a
/// conversation becomes with each.
final class PublishedTemplatesTest {
  /// The conversation of that file.
  static final List<Message> CONVERSATION =
      List.of(
          new Message(Role.SYSTEM, "You are a helpful assistant"),
          new Message(Role.USER, "Hello"),
          new Message(Role.ASSISTANT, "Hi there"),
          new Message(Role.USER, "Who are you"),
          new Message(Role.ASSISTANT, "   I am an assistant   "),
          new Message(Role.USER, "Another question"));

  private static final String NAME = "/* .name= */";

  /// Models whose templates are not in the list: the token for the begin of a text lies between
  /// messages.
  private static final Set<String> LEFT_OUT = Set.of("mlabonne/AlphaMonarch-7B");

  @Test
  void conversationsBecomeThePublishedPrompts() throws IOException {
    String source = Files.readString(Vectors.require("test-chat-template.cpp"));
    int count = 0;
    for (int at = source.indexOf(NAME); at >= 0; at = source.indexOf(NAME, at + 1)) {
      String name = literal(source, NAME, at);
      if (LEFT_OUT.contains(name)) {
        continue;
      }
      ChatTemplate template = ChatTemplate.recognise(literal(source, ".template_str= */", at));
      assertNotNull(template, name);
      assertEquals(literal(source, ".expected_output= */", at), prompt(template), name);
      count++;
    }
    assertTrue(count >= 25, () -> "few cases were found");
  }

  static String prompt(ChatTemplate template) {
    return template.render(CONVERSATION, true).stream()
        .map(Segment::text)
        .collect(Collectors.joining());
  }

  /// The literal of C++ behind a mark as what it stands for; its escapes are Java's, too.
  private static String literal(String source, String mark, int from) {
    int begin = source.indexOf('"', source.indexOf(mark, from)) + 1;
    int end = begin;
    while (source.charAt(end) != '"') {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return source.substring(begin, end).translateEscapes();
  }
}
