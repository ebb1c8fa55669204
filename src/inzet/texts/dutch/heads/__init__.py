"""What stands above and below a letter: its title, dates, numbers and signatures."""
