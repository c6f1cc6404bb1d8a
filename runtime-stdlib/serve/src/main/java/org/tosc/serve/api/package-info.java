/// Who may ask, and what can be asked: `/infer`, OpenAI's completions and chat, `/v1/models`,
/// `/health`, `/metrics`, and a page to talk to the model.
@NullMarked
package org.tosc.serve.api;

import org.jspecify.annotations.NullMarked;
