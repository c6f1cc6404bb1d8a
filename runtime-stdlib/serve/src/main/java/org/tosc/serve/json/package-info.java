/// JSON in and out (RFC 8259), read with limits: depth, lengths of numbers and names, no key twice.
@NullMarked
package org.tosc.serve.json;

import org.jspecify.annotations.NullMarked;
