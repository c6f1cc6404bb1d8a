/// Programs with files of both languages: checked together and lowered to one module.
@NullMarked
package org.tosc.frontend.link;

import org.jspecify.annotations.NullMarked;
