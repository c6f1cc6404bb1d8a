/// Files of other tools, and other tools on our files.
package org.tosc.models.foreign;
