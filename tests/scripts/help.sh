help
help sleep
help at
help expect
help expect topic
help world
help nothing
help expect nothing
